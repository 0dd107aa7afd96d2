import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import { isVariable, settingNumber } from '../../values/settings.ts';
import { at, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { negative, type TypeCheck, told } from './type-check.ts';

// builds may have more
const balancers = ['round_robin', 'pick_first'];

/** How a gRPC client spreads its calls, by a name in small letters; older releases take capital ones, too. */
function balancerProblems(section: UnknownRecord): Problem[] {
  const name = text(own(section, 'balancer_name')) ?? '';
  const lower = name.toLowerCase();
  if (isVariable(name) || balancers.includes(lower)) return [];
  const meant = nearest(lower, balancers);
  return meant === undefined
    ? []
    : [
        {
          path: ['balancer_name'],
          message: `there is no balancer_name '${name}'`,
          fix: meant,
        },
      ];
}

const grpcClient: TypeCheck = (section) => balancerProblems(section);

const otlp: TypeCheck = (section, asked) => [
  ...balancerProblems(section),
  ...(asked.since('0.92.0') ? negative(section, 'timeout') : []),
];

const grpcServer: TypeCheck = (section, { since }) =>
  since('0.109.0')
    ? ['max_recv_msg_size_mib', 'read_buffer_size', 'write_buffer_size'].flatMap((key) =>
        negative(section, key),
      )
    : [];

const deflating = ['gzip', 'zlib', 'deflate'];
// levels of zlib: how hard it tries, and what it has of its own
const [leastLevel, mostLevel] = [-2, 9];

/** How hard an HTTP client compresses; zstd takes any level. */
const httpClient: TypeCheck = (section, { since, usual }) => {
  const level = settingNumber(at(section, 'compression_params', 'level'));
  const kind = text(own(section, 'compression') ?? usual('compression')) ?? '';
  const path = ['compression_params', 'level'];
  if (level === undefined || isVariable(kind) || !since('0.118.0')) return [];
  if (['', 'none', 'zstd'].includes(kind)) return [];
  if (!deflating.includes(kind)) {
    return level === 0 ? [] : told(path, `level must not be set for ${kind}, got ${level}`);
  }
  return level < leastLevel || level > mostLevel
    ? told(path, `level must be from ${leastLevel} to ${mostLevel} for ${kind}, got ${level}`)
    : [];
};

/**
 * What clients and servers of gRPC and HTTP refuse.
 *
 * Source: opentelemetry-collector v0.88.0, v0.109.0, v0.111.0 and v0.158.0 config/configgrpc, v0.118.0 config/confighttp and
 * config/configcompression, v0.92.0 exporter/exporterhelper (timeout).
 */
export const transportChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:exporter/zipkinexporter.Config': httpClient,
  'core:config/configgrpc.ClientConfig': grpcClient,
  'core:config/configgrpc.ServerConfig': grpcServer,
  'core:config/confighttp.ClientConfig': httpClient,
  'core:exporter/otlpexporter.Config': otlp,
  'core:exporter/otlphttpexporter.Config': httpClient,
};
