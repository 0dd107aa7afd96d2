// Argo CD's own health checks and its own waves, without its servers: `health` reads an object a line and answers how healthy it is,
// `sync` brings a folder of manifests to a cluster as an Application with these options does.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/cache"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/argoproj/gitops-engine/pkg/sync"
	synccommon "github.com/argoproj/gitops-engine/pkg/sync/common"
	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/gitops-engine/pkg/utils/tracing"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

const namespace = "argocd"

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: argocd health CONFIGMAP | argocd sync CONFIGMAP FOLDER KUBECONFIG NAMESPACE OPTION,... TRIES"))
	}
	manager, err := argocdSettings(os.Args[2])
	fail(err)
	overrides, err := manager.GetResourceOverrides()
	fail(err)
	filter, err := manager.GetResourcesFilter()
	fail(err)
	checks := lua.ResourceHealthOverrides(overrides)
	if os.Args[1] == "health" {
		fail(judge(checks))
		return
	}
	tries, err := strconv.Atoi(os.Args[7])
	fail(err)
	kubeconfig, into, options := os.Args[4], os.Args[5], strings.Split(os.Args[6], ",")
	objects, err := manifests(os.Args[3])
	fail(err)
	fail(deliver(cache.Settings{ResourceHealthOverride: checks, ResourcesFilter: filter}, objects, kubeconfig, into, options, tries))
	say(map[string]any{"done": true})
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func say(line any) {
	text, err := json.Marshal(line)
	fail(err)
	fmt.Println(string(text))
}

// what Argo CD reads from its ConfigMap
func argocdSettings(path string) (*settings.SettingsManager, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	labels := map[string]string{"app.kubernetes.io/part-of": "argocd"}
	config := corev1.ConfigMap{}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return nil, err
	}
	config.Labels = labels
	secret := corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: common.ArgoCDSecretName, Namespace: namespace, Labels: labels}}
	return settings.NewSettingsManager(context.Background(), fake.NewClientset(&config, &secret), namespace), nil
}

type answer struct {
	Status  health.HealthStatusCode `json:"status"`
	Message string                  `json:"message"`
	Error   string                  `json:"error,omitempty"`
}

func judge(checks lua.ResourceHealthOverrides) error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		object := unstructured.Unstructured{}
		if err := object.UnmarshalJSON(lines.Bytes()); err != nil {
			return err
		}
		status, err := health.GetResourceHealth(&object, checks)
		found := answer{}
		if status != nil {
			found.Status, found.Message = status.Status, status.Message
		}
		if err != nil {
			found.Error = err.Error()
		}
		say(found)
	}
	return lines.Err()
}

// brings the objects to the cluster, again when that fails, sooner than an Application does
func deliver(given cache.Settings, objects []*unstructured.Unstructured, kubeconfig, into string, options v1alpha1.SyncOptions, tries int) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 50, 100
	cluster := cache.NewClusterCache(config,
		cache.SetLogr(logr.Discard()),
		cache.SetSettings(given),
		cache.SetPopulateResourceInfoHandler(func(*unstructured.Unstructured, bool) (any, bool) { return nil, true }),
	)
	if err := cluster.EnsureSynced(); err != nil {
		return err
	}
	defer cluster.Invalidate()
	for attempt := 1; ; attempt++ {
		say(map[string]any{"attempt": attempt})
		err := operate(cluster, config, given.ResourceHealthOverride, objects, into, options)
		if err == nil || attempt >= tries {
			return err
		}
		say(map[string]any{"failed": err.Error()})
		time.Sleep(5 * time.Second)
	}
}

// one operation, as controller/state.go and controller/sync.go go on with it until it is completed: each time from what the cluster has by now
func operate(cluster cache.ClusterCache, config *rest.Config, checks health.HealthOverride, objects []*unstructured.Unstructured, into string, options v1alpha1.SyncOptions) error {
	// what is not of this application is not pruned
	managed := func(*cache.Resource) bool { return false }
	kubectl := &kube.KubectlCmd{Log: logr.Discard(), Tracer: tracing.NopTracer{}}
	var phase synccommon.OperationPhase = synccommon.OperationRunning
	var message string
	var results []synccommon.ResourceSyncResult
	for started := metav1.Now(); !phase.Completed(); time.Sleep(time.Second) {
		live, err := cluster.GetManagedLiveObjs(objects, managed)
		if err != nil {
			return err
		}
		operation, cleanup, err := sync.NewSyncContext(
			"1", sync.Reconcile(objects, live, into, cluster), config, config, kubectl, into, cluster.GetOpenAPISchema(),
			sync.WithLogr(logr.Discard()),
			sync.WithHealthOverride(checks),
			sync.WithOperationSettings(false, false, false, false),
			sync.WithInitialState(phase, message, results, started),
			sync.WithManifestValidation(!options.HasOption(synccommon.SyncOptionsDisableValidation)),
			sync.WithSyncWaveHook(announceWave),
			sync.WithServerSideApply(options.HasOption(synccommon.SyncOptionServerSideApply)),
			sync.WithServerSideApplyManager(common.ArgoCDSSAManager),
			sync.WithClientSideApplyMigration(
				!options.HasOption(synccommon.SyncOptionDisableClientSideApplyMigration),
				synccommon.DefaultClientSideApplyMigrationManager,
			),
			sync.WithSkipDryRunOnMissingResource(options.HasOption(synccommon.SyncOptionSkipDryRunOnMissingResource)),
		)
		if err != nil {
			return err
		}
		operation.Sync()
		phase, message, results = operation.GetState()
		cleanup()
		for i := range results {
			results[i].Order = i + 1
		}
	}
	if phase == synccommon.OperationSucceeded {
		return nil
	}
	for _, result := range results {
		if result.Status == synccommon.ResultCodeSyncFailed || result.HookPhase == synccommon.OperationFailed {
			message += fmt.Sprintf("\n%s: %s", result.ResourceKey.String(), result.Message)
		}
	}
	return fmt.Errorf("%s: %s", phase, message)
}

// Argo CD's own pause between waves, so that controllers see what is new
func announceWave(_ synccommon.SyncPhase, wave int, final bool) error {
	say(map[string]any{"wave": wave})
	if !final {
		time.Sleep(2 * time.Second)
	}
	return nil
}

func manifests(folder string) ([]*unstructured.Unstructured, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var found []*unstructured.Unstructured
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		objects, err := kube.SplitYAML(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		found = append(found, objects...)
	}
	return found, nil
}
