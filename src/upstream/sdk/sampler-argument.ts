const fixedTypes: readonly string[] = ['always_on', 'always_off'];
const parentFixedTypes: readonly string[] = ['parentbased_always_on', 'parentbased_always_off'];
const ratioTypes: readonly string[] = ['traceidratio', 'parentbased_traceidratio'];
const remoteTypes: readonly string[] = ['jaeger_remote', 'parentbased_jaeger_remote'];

/** Samplers that an SDK knows by name (opentelemetry-specification configuration/sdk-environment-variables.md). */
export const samplerTypes: readonly string[] = [
  ...fixedTypes,
  ...ratioTypes,
  ...parentFixedTypes,
  ...remoteTypes,
  'xray',
];

/**
 * What is wrong with the argument of a sampler; undefined when the sampler can make use of it.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go, which rejects the resource;
 * opentelemetry-specification configuration/sdk-environment-variables.md.
 */
export function samplerArgumentProblem(type: string, argument: string): string | undefined {
  if (ratioTypes.includes(type)) return ratioProblem(type, argument);
  return remoteTypes.includes(type) ? remoteProblem(argument) : undefined;
}

/** Whether a sampler takes an argument. */
export function takesArgument(type: string): boolean {
  return ratioTypes.includes(type) || remoteTypes.includes(type);
}

/** Whether it is certain that a sampler takes no argument; those of plug-ins may take one. */
export function takesNoArgument(type: string): boolean {
  return fixedTypes.includes(type) || parentFixedTypes.includes(type);
}

function ratioProblem(type: string, argument: string): string | undefined {
  if (isRatio(argument)) return undefined;
  const percent = Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(argument.trim())?.[1]);
  const hint = percent > 0 && percent <= 100 ? `; ${percent} % is ${percent / 100}` : '';
  return `argument of ${type} must be a number from 0 to 1, got '${argument}'${hint}`;
}

const checks: Readonly<Record<string, (value: string) => string | undefined>> = {
  endpoint: (value) => (value === '' ? 'an endpoint that is not empty' : undefined),
  pollingIntervalMs: (value) =>
    /^\d+$/.test(value) ? undefined : 'a whole number as pollingIntervalMs',
  initialSamplingRate: (value) =>
    isRatio(value) ? undefined : 'a number from 0 to 1 as initialSamplingRate',
};

function remoteProblem(argument: string): string | undefined {
  const what = 'argument of jaeger_remote must have';
  for (const part of argument.split(',')) {
    const equals = part.indexOf('=');
    if (equals < 0) return `${what} pairs such as endpoint=http://jaeger:14250, got '${part}'`;
    const key = part.slice(0, equals).trim();
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    const value = part.slice(equals + 1).trim();
    if (!check) {
      return `${what} the keys endpoint, pollingIntervalMs and initialSamplingRate, got '${key}'`;
    }
    const wanted = check(value);
    if (wanted !== undefined) return `${what} ${wanted}, got '${value}'`;
  }
  return undefined;
}

function isRatio(value: string): boolean {
  return value.trim() !== '' && Number(value) >= 0 && Number(value) <= 1;
}
