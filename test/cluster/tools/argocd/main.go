// Argo CD's own health checks and its own waves, without its servers: `health` reads an object a line and answers how healthy it is,
// `sync` brings a folder of manifests to a cluster as an Application with these options does, and prunes where it is told to,
// `delete` takes away what an Application has, as its finalizer does.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/argo-cd/v3/util/helm"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/cache"
	"github.com/argoproj/gitops-engine/pkg/health"
	"github.com/argoproj/gitops-engine/pkg/sync"
	synccommon "github.com/argoproj/gitops-engine/pkg/sync/common"
	"github.com/argoproj/gitops-engine/pkg/sync/resource"
	"github.com/argoproj/gitops-engine/pkg/sync/syncwaves"
	"github.com/argoproj/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/gitops-engine/pkg/utils/tracing"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

const namespace = "argocd"

// name of the one Application, which objects are tracked by
const application = "tracing"

const usage = `usage: argocd health CONFIGMAP
       argocd sync CONFIGMAP KUBECONFIG FOLDER NAMESPACE OPTION,... TRIES [prune]
       argocd delete CONFIGMAP KUBECONFIG`

func main() {
	if len(os.Args) < 3 {
		fail(errors.New(usage))
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
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[3])
	fail(err)
	config.QPS, config.Burst = 50, 100
	cluster, err := seen(config, cache.Settings{ResourceHealthOverride: checks, ResourcesFilter: filter})
	fail(err)
	defer cluster.Invalidate()
	switch os.Args[1] {
	case "sync":
		into, options := os.Args[5], strings.Split(os.Args[6], ",")
		tries, err := strconv.Atoi(os.Args[7])
		fail(err)
		objects, err := manifests(os.Args[4], into)
		fail(err)
		prune := len(os.Args) > 8 && os.Args[8] == "prune"
		again := func() error { return operate(cluster, config, checks, objects, into, options, prune) }
		fail(deliver(again, tries))
	case "delete":
		fail(remove(cluster, config))
	default:
		fail(errors.New(usage))
	}
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

var tracking = argo.NewResourceTracking()

// as Argo CD has it unless told
var propagation = metav1.DeletePropagationForeground

// the cluster as Argo CD keeps it in mind: whose each object is, and whole if it is of an Application
func seen(config *rest.Config, given cache.Settings) (cache.ClusterCache, error) {
	cluster := cache.NewClusterCache(config,
		cache.SetLogr(logr.Discard()),
		cache.SetSettings(given),
		cache.SetPopulateResourceInfoHandler(func(object *unstructured.Unstructured, _ bool) (any, bool) {
			name := tracking.GetAppName(object, common.LabelKeyAppInstance, v1alpha1.TrackingMethodAnnotation, "")
			return name, name != ""
		}),
	)
	return cluster, cluster.EnsureSynced()
}

// controller/cache/cache.go, GetManagedLiveObjs
func managed(found *cache.Resource) bool { return found.Info == application }

// an operation, again when it fails, sooner than an Application does that
func deliver(operate func() error, tries int) error {
	for attempt := 1; ; attempt++ {
		say(map[string]any{"attempt": attempt})
		err := operate()
		if err == nil || attempt >= tries {
			return err
		}
		say(map[string]any{"failed": err.Error()})
		time.Sleep(5 * time.Second)
	}
}

// one operation, as controller/state.go and controller/sync.go go on with it until it is completed: each time from what the cluster has by now
func operate(cluster cache.ClusterCache, config *rest.Config, checks health.HealthOverride, objects []*unstructured.Unstructured, into string, options v1alpha1.SyncOptions, prune bool) error {
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
			sync.WithOperationSettings(false, prune, false, false),
			sync.WithPrunePropagationPolicy(&propagation),
			sync.WithResourcesFilter(func(_ kube.ResourceKey, target *unstructured.Unstructured, live *unstructured.Unstructured) bool {
				return target != nil || isTracked(live)
			}),
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

// Whether an object says of itself that it is of the Application; copies of its annotations, such as operators make, do not
// (controller/state.go, isSelfReferencedObj).
func isTracked(live *unstructured.Unstructured) bool {
	found := tracking.GetAppInstance(live, v1alpha1.TrackingMethodAnnotation, "")
	kind := live.GroupVersionKind()
	return found != nil && found.Kind == kind.Kind && found.Group == kind.Group && found.Name == live.GetName() &&
		(live.GetNamespace() == "" || live.GetNamespace() == found.Namespace)
}

// The last wave that is left, again and again, each when the one before has gone (controller/appcontroller.go, finalizeApplicationDeletion,
// and controller/sort_delete.go). The package itself cannot be had: of 3.2.12 it calls a function that its module lacks.
func remove(cluster cache.ClusterCache, config *rest.Config) error {
	kubectl := &kube.KubectlCmd{Log: logr.Discard(), Tracer: tracing.NopTracer{}}
	for ; ; time.Sleep(time.Second) {
		live, err := cluster.GetManagedLiveObjs(nil, managed)
		if err != nil {
			return err
		}
		left := map[int][]*unstructured.Unstructured{}
		isGoing := false
		for _, object := range live {
			isGoing = isGoing || object.GetDeletionTimestamp() != nil
			if wave := syncwaves.Wave(object); isDeletable(object) {
				left[wave] = append(left[wave], object)
			}
		}
		if isGoing {
			continue
		}
		if len(left) == 0 {
			return nil
		}
		last := slices.Max(slices.Collect(maps.Keys(left)))
		say(map[string]any{"deleted": last})
		for _, object := range left[last] {
			err := kubectl.DeleteResource(context.Background(), config, object.GroupVersionKind(), object.GetName(), object.GetNamespace(), metav1.DeleteOptions{PropagationPolicy: &propagation})
			if err != nil && !apierrors.IsNotFound(err) {
				return err
			}
		}
	}
}

// controller/appcontroller.go, shouldBeDeleted
func isDeletable(object *unstructured.Unstructured) bool {
	return !kube.IsCRD(object) &&
		!resource.HasAnnotationOption(object, synccommon.AnnotationSyncOptions, synccommon.SyncOptionDisableDeletion) &&
		!resource.HasAnnotationOption(object, helm.ResourcePolicyAnnotation, helm.ResourcePolicyKeep)
}

// Argo CD's own pause between waves, so that controllers see what is new
func announceWave(_ synccommon.SyncPhase, wave int, final bool) error {
	say(map[string]any{"wave": wave})
	if !final {
		time.Sleep(2 * time.Second)
	}
	return nil
}

// objects of a folder, each of which says whose it is, as the repository server has them (reposerver/repository/repository.go, GenerateManifests)
func manifests(folder, into string) ([]*unstructured.Unstructured, error) {
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
	for _, object := range found {
		if kube.IsCRD(object) {
			continue
		}
		err := tracking.SetAppInstance(object, common.LabelKeyAppInstance, application, into, v1alpha1.TrackingMethodAnnotation, "")
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
