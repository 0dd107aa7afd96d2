import { withInjected } from '../../../../model/instrumentation/injected-pods.ts';
import { groupBy } from '../../../../model/kubernetes/group.ts';
import { type Location, pathText } from '../../../../model/kubernetes/objects.ts';
import type { MadePods } from '../../../../model/kubernetes/pods.ts';
import type { Model } from '../../../../model/model.ts';
import {
  type PodSecurityLevel,
  podSecurityLabelProblems,
  podSecurityLabels,
  podSecurityLevel,
  podSecurityProblems,
  standardsRelease,
} from '../../../../upstream/kubernetes/pod-security/standard.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A pod that its namespace does not let in. */
export const podSecurity: Rule = {
  id: 'object/pod-security',
  severity: 'error',
  rationale:
    'the API server rejects the pod, so a Deployment, collector or Jaeger has no pods although every apply succeeds',
  ignoreWhen:
    'a mutating webhook, such as that of Kyverno, adds the missing security context to pods, or the cluster exempts the namespace from Pod Security',
  source:
    'Kubernetes v1.36.3 staging/src/k8s.io/pod-security-admission/policy, Pod Security Standards',
  *check(model) {
    const injected = groupBy(model.injections, ({ workload }) => workload);
    const release = model.versions.otelOperator;
    // what is said of a whole custom resource is missing from several of its pods
    const told = new Set<string>();
    for (const object of model.objects.ofKind('Namespace', '')) {
      for (const { path = [], ...problem } of podSecurityLabelProblems(object.labels)) {
        yield { object, path: ['metadata', 'labels', ...path], ...problem };
      }
    }
    for (const pods of model.pods) {
      const enforced = enforcedBy(model, pods.namespace);
      if (enforced === undefined) continue;
      const injections = pods.workload ? (injected.get(pods.workload) ?? []) : [];
      for (const finding of findings(withInjected(pods, injections, release), enforced)) {
        const key = `${finding.object.order}\n${pathText(finding.path)}\n${finding.severity ?? ''}`;
        if (!told.has(key)) yield finding;
        told.add(key);
      }
    }
  },
};

/** What a namespace enforces. */
interface Enforced {
  readonly level: PodSecurityLevel;
  readonly release?: number;
}

/** What a namespace enforces; undefined when that is nothing, or it is not among the manifests. */
function enforcedBy({ objects }: Model, namespace: string): Enforced | undefined {
  const { labels = {} } = (namespace && objects.find('Namespace', '', namespace)) || {};
  const level = podSecurityLevel(labels[podSecurityLabels.enforce]);
  const release = standardsRelease(labels[`${podSecurityLabels.enforce}-version`] ?? 'latest');
  return level && release !== undefined
    ? { level, ...(release === 'latest' ? {} : { release }) }
    : undefined;
}

/** One finding for each security context that something is wrong with, and for each other place. */
function* findings(pods: MadePods, { level, release }: Enforced): Iterable<Finding> {
  const { object, namespace } = pods;
  const problems = podSecurityProblems(level, pods, release).map((problem) => ({
    ...problem,
    place: placeOf(pods, problem.path ?? []),
  }));
  const groups = groupBy(
    problems,
    ({ place, severity }) =>
      `${place.object.order}\n${pathText(place.path)}\n${severity ?? 'error'}`,
  );
  for (const group of groups.values()) {
    const [{ place, severity } = { place: { object, path: [] }, severity: undefined }] = group;
    yield {
      ...place,
      message: `namespace ${namespace} enforces ${level}${release === undefined ? '' : ` of v1.${release}`}: ${group.map(({ message }) => message).join('; ')}`,
      ...(severity === undefined ? {} : { severity }),
      ...fixOf(group),
    };
  }
}

function fixOf(problems: readonly Problem[]): Pick<Problem, 'fix'> {
  const fixes = problems.flatMap(({ fix }) => fix ?? []);
  return fixes.length === problems.length ? { fix: [...new Set(fixes)].join(', ') } : {};
}

/** Where to put right what is wrong at a path of pods, which what others bring into them is in their objects. */
function placeOf(pods: MadePods, path: Path): Location {
  const { object, path: written } = pods.broughtBy?.(path) ?? {
    object: pods.object,
    path: pods.place(path),
  };
  return { object, path: holder(written) };
}

/** The security context that a path leads into, or the path itself. */
function holder(path: Path): Path {
  const context = path.findLastIndex((key) => /securityContext$/i.test(String(key)));
  return context < 0 ? path : path.slice(0, context + 1);
}
