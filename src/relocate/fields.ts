import { isRecord, list, own, text } from '../upstream/values/unknown.ts';
import { isNamespaceLabel } from './labels.ts';
import { fieldOf, isBelow, type Place, pathOf, sibling } from './place.ts';
import { type HostHint, namesNamespace, replaceInList } from './text.ts';

/** What a field of an object says about a namespace. */
export type FieldRule =
  | 'object namespace'
  | 'subject'
  | 'webhook service'
  | 'conversion webhook'
  | 'API service'
  | 'namespace selector'
  | 'namespace variable'
  | 'namespace field'
  | 'namespace flag'
  | 'namespace name';

/** A value after the move. */
interface MovedField {
  readonly value: string;
  readonly rule: FieldRule;
}

/** Moves a text that names a namespace because of the field it stands in; undefined for other fields. */
export function moveField(
  place: Place,
  key: string | number,
  value: string,
  from: string,
  to: string,
): MovedField | undefined {
  const rule = ruleOf(place, key, fieldOf(place, key));
  if (rule === undefined) return undefined;
  const moved = replaceInList(
    value,
    rule === 'namespace selector' ? /([|()^$,])/ : /(,)/,
    from,
    to,
  );
  return moved === undefined ? undefined : { value: moved, rule };
}

/** Whether a field holds the name of something else, or text without meaning to Kubernetes. */
export function isOtherName(place: Place, key: string | number): boolean {
  const field = fieldOf(place, key);
  return otherNames.test(field) && !hostFields.test(field);
}

/** How sure it is that a bare `name.namespace` in a field is a host. */
export function hostHint(place: Place, key: string | number): HostHint {
  const field = fieldOf(place, key);
  if (place.zone === 'data') return 'whole value';
  if (isVariable(place, key) || isArgument(place, key)) return 'whole value';
  return hostFields.test(field) ? 'whole value' : 'none';
}

/** Whether a value is that of an environment variable. */
export function isVariable(place: Place, key: string | number): boolean {
  return key === 'value' && variableOf(place) !== undefined;
}

/** Whether a value is an argument, or the command, of a container. */
export function isArgument(place: Place, key: string | number): boolean {
  return typeof key === 'number' && /(?:args|command)$/i.test(fieldOf(place, key));
}

const hostFields =
  /(?:host|server|address|endpoint|target|ur[il]|upstream|service|broker|dns|common|external|domain)(?:s|es|name|names)?$/i;

const otherNames =
  /^(?:name|generateName|.*Names?|names|kind|apiVersion|image|group|apiGroups?|resources?|verbs|nonResourceURLs|key|path|.*Path|workingDir|subdomain|serviceAccount|finalizers|topologyKey|description)$/;

function ruleOf(place: Place, key: string | number, field: string): FieldRule | undefined {
  if (place.zone === 'settings' && !isOfKubernetes(place, key)) return undefined;
  if (selectsNamespaces(place, key, field)) return 'namespace selector';
  if (place.zone === 'labels') return undefined;
  if (field === 'resourceNames') return ruleOfResourceNames(place);
  const variable = key === 'value' ? variableOf(place) : undefined;
  if (variable !== undefined) return namesNamespace(variable) ? 'namespace variable' : undefined;
  if (isArgument(place, key)) {
    return followsNamespaceFlag(place, key) ? 'namespace flag' : undefined;
  }
  if (key === 'name' && sibling(place, 'kind') === 'Namespace') return 'namespace name';
  return namesNamespace(field) ? ruleOfNamespace(place, key) : undefined;
}

function selectsNamespaces(place: Place, key: string | number, field: string): boolean {
  if (isNamespaceExpression(place, key)) return true;
  if (field === 'matchNames') return isBelow(place, /amespaceSelector$/);
  return field === 'names' && isBelow(place, /^namespaces$/);
}

function ruleOfNamespace(place: Place, key: string | number): FieldRule {
  if (place.zone === 'data') return 'namespace variable';
  const path = pathOf(place, key).filter((step) => typeof step === 'string');
  switch (path.join('.')) {
    case 'metadata.namespace':
      return 'object namespace';
    case 'subjects.namespace':
      return 'subject';
    case 'webhooks.clientConfig.service.namespace':
      return 'webhook service';
    case 'spec.conversion.webhook.clientConfig.service.namespace':
    case 'spec.conversion.webhookClientConfig.service.namespace':
      return 'conversion webhook';
    case 'spec.service.namespace':
      return 'API service';
    default:
      return 'namespace field';
  }
}

// { key: kubernetes.io/metadata.name, values: [..] } and { sourceLabels: [..namespace], regex: .. }
function isNamespaceExpression(place: Place, key: string | number): boolean {
  if (fieldOf(place, key) === 'values' && typeof key === 'number') {
    const label = place.parent === undefined ? undefined : sibling(place.parent, 'key');
    return label !== undefined && isNamespaceLabel(label);
  }
  if (key !== 'regex') return false;
  const labels = [own(place.container, 'sourceLabels'), own(place.container, 'source_labels')];
  const compared = labels.flatMap((value) => list(value));
  return compared.length === 1 && namesNamespace(text(compared[0]) ?? '');
}

function ruleOfResourceNames(place: Place): FieldRule | undefined {
  const rule = place.parent?.container;
  const isNamespaces = isRecord(rule) && list(rule.resources).includes('namespaces');
  return isNamespaces ? 'namespace name' : undefined;
}

// in an application's settings only its Kubernetes parts mean a namespace by that word
function isOfKubernetes(place: Place, key: string | number): boolean {
  const kubernetes = /^(?:k8s|kube)/;
  return (
    kubernetes.test(fieldOf(place, key)) ||
    isBelow(place, kubernetes) ||
    (isVariable(place, key) && kubernetes.test(variableOf(place) ?? ''))
  );
}

// { name: .., value: .. } of containers, { key: .., value: .. } of attribute lists
function variableOf(place: Place): string | undefined {
  return sibling(place, 'name') ?? sibling(place, 'key');
}

function followsNamespaceFlag(place: Place, key: string | number): boolean {
  const before = list(place.container)[Number(key) - 1];
  if (typeof before !== 'string' || !before.startsWith('-') || before.includes('=')) return false;
  return before === '-n' || namesNamespace(before);
}
