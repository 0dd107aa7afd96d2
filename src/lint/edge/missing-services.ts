import type { MissingReason } from '../../model/edge/missing-service.ts';
import { changedAddress, hostLike } from '../../model/edge/used-edges.ts';
import type { Service, Target, UsedEdge } from '../../model/model.ts';
import type { Problem } from '../../upstream/values/problem.ts';
import type { Visitor } from '../rule.ts';

/** An edge to a Service that is not there. */
export interface MissingEdge {
  readonly edge: UsedEdge;
  readonly target: Extract<Target, { kind: 'missing' }>;
  /** The Service that is meant; unset when that is not certain. */
  readonly meant?: Service;
  /** The address with that Service; unset when that is not certain. */
  readonly fix?: string;
}

/** Visits edges to Services that are not there, for some reasons; several protocols of one address are one. */
export function missingServiceVisitor(
  reasons: readonly MissingReason[],
  problemOf: (missing: MissingEdge) => Problem | undefined,
): Visitor {
  const told = new Set<string>();
  return {
    *edge(edge) {
      const { target, sender } = edge;
      if (target.kind !== 'missing' || !reasons.includes(target.reason)) return;
      const key = `${sender.object.order}\n${sender.path.join('\n')}\n${sender.address}`;
      if (told.has(key)) return;
      told.add(key);
      // nobody is to send to itself
      const others = target.meant.filter(({ object }) => object !== sender.client);
      const meant = meantBy(edge, others);
      const fix = meant && fixedAddress(edge, meant);
      const problem = problemOf({ edge, target, meant, fix });
      if (problem) yield problem;
    },
  };
}

/** The Service that has the port, preferably for the client's protocol; undefined when two instances have one. */
function meantBy({ port, sender }: UsedEdge, candidates: readonly Service[]): Service | undefined {
  // the dns resolver of load_balancing asks for the addresses of pods
  const wanted = sender.grammar === 'host';
  const fitting = candidates.filter(
    ({ headless, ports }) =>
      headless === wanted &&
      ports.some(
        (candidate) =>
          candidate.port === port && (!sender.protocol || candidate.protocol === sender.protocol),
      ),
  );
  const [first, ...others] = fitting.length > 0 ? fitting : candidates;
  return others.every(({ object }) => object === first?.object) ? first : undefined;
}

function fixedAddress(edge: UsedEdge, meant: Service): string | undefined {
  return changedAddress(edge, { host: hostLike(edge, meant), port: fittingPort(edge, meant) });
}

// a Service without the port is no better, unless it has one for what the client speaks
function fittingPort({ port, sender }: UsedEdge, { ports }: Service): number | undefined {
  if (ports.some((candidate) => candidate.port === port)) return undefined;
  return ports.find(({ protocol }) => protocol !== undefined && protocol === sender.protocol)?.port;
}
