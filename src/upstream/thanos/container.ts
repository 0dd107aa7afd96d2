import { parseImage } from '../kubernetes/image.ts';
import { list, record, text } from '../values/unknown.ts';

/**
 * Long-running components of Thanos, as its first argument names them.
 *
 * Source: thanos v0.42.4 cmd/thanos/main.go.
 */
const thanosComponents: readonly string[] = [
  'query',
  'query-frontend',
  'store',
  'sidecar',
  'receive',
  'rule',
  'compact',
];

// flags that no other program takes next to such an argument
const thanosFlag = /^--(?:http-address|grpc-address|objstore\.config)\b/;
const tracingFlag = /^--tracing\.config(?:-file)?(=|$)/;
const shells = ['sh', 'bash', 'ash', 'dash'];

/** Whether a container runs Thanos: by its image, its command, its tracing flags, or a component and flags in its arguments. */
export function isThanosContainer(container: unknown): boolean {
  const { image, command, args } = record(container);
  if (baseName(parseImage(text(image) ?? '').repository) === 'thanos') return true;
  const words = [...list(command), ...list(args)].map((word) => text(word) ?? '');
  if (words.slice(0, list(command).length).some((word) => baseName(word) === 'thanos')) return true;
  if (words.some((word) => tracingFlag.test(word))) return true;
  return (
    words.some((word) => thanosComponents.includes(word)) &&
    words.some((word) => thanosFlag.test(word))
  );
}

/** Whether a container starts its program through a shell's `-c`, which does not hand on further arguments. */
export function runsInShell(container: unknown): boolean {
  const { command, args } = record(container);
  const [program = '', ...rest] = [...list(command), ...list(args)].map((word) => text(word) ?? '');
  const end = rest.findIndex((word) => !word.startsWith('-'));
  return (
    shells.includes(baseName(program)) &&
    rest.slice(0, end < 0 ? rest.length : end).some((word) => /^-[a-z]*c$/.test(word))
  );
}

/**
 * Arguments without the tracing flags, `--tracing.config` and `--tracing.config-file`, written with `=` or as two
 * arguments. Thanos exits when one of them is repeated (kingpin v2.4.0 app.go).
 */
export function withoutTracingFlags(args: readonly unknown[]): unknown[] {
  return args.filter((arg, index) => !tracingFlag.test(text(arg) ?? '') && !isValue(args, index));
}

function isValue(args: readonly unknown[], index: number): boolean {
  const flag = tracingFlag.exec(text(args[index - 1]) ?? '');
  return flag?.[1] === '' && !text(args[index])?.startsWith('--');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
