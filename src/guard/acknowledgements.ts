import type { IConstruct } from 'constructs';
import { ignoreAnnotation } from '../annotations/ignore.ts';
import { constructProblem, refuse, within } from '../constructs/props/refuse.ts';
import { findRule } from '../lint/find-rule.ts';
import type { ConstructFinding } from './objects.ts';

/** A rule whose findings are accepted, and why. */
interface Acknowledgement {
  readonly ruleId: string;
  readonly reason: string;
}

const metadataType = 'cdk8s-tracing/acknowledgement';

/**
 * Notes on a construct that the findings of a rule about it, and about all in it, are accepted.
 *
 * @throws if there is no such rule, no reason or no construct
 */
export function noteAcknowledgement(construct: IConstruct, ruleId: string, reason: string): void {
  refuse(constructProblem('acknowledge', construct));
  const { id } = within(construct, () => findRule(ruleId));
  refuse(construct, reasonProblem(id, reason));
  construct.node.addMetadata(metadataType, { ruleId: id, reason: reason.trim() });
}

// the annotation that it becomes separates its entries by these
function reasonProblem(ruleId: string, reason: unknown): string | undefined {
  return typeof reason === 'string' && reason.trim() !== '' && !/[;\n]/.test(reason)
    ? undefined
    : `reason to acknowledge ${ruleId} must be a string on one line without ';', got '${reason}'`;
}

/** What is acknowledged in an app, and which of it has accepted a finding. */
export class Acknowledgements {
  private readonly used = new Set<Acknowledgement>();

  /** Whether somebody around the construct accepts a finding; the object then says so itself, for whoever lints it next. */
  accept({ construct, rule }: ConstructFinding): boolean {
    // the nearest one, so that one around it that accepts nothing else is noticed
    const accepted = construct.node.scopes
      .flatMap(acknowledgementsOf)
      .findLast(({ ruleId }) => ruleId === rule.id);
    if (accepted === undefined) return false;
    this.used.add(accepted);
    const { metadata } = construct;
    const before: string | undefined = metadata.toJson()?.annotations?.[ignoreAnnotation];
    const entries = before === undefined ? [] : [before];
    const entry = `${rule.id}: ${accepted.reason}`;
    if (!entries.some((text) => text.includes(entry))) entries.push(entry);
    metadata.addAnnotation(ignoreAnnotation, entries.join('; '));
    return true;
  }

  /** Acknowledgements that have accepted nothing, each in words. */
  unused(root: IConstruct): string[] {
    return root.node.findAll().flatMap((construct) =>
      acknowledgementsOf(construct)
        .filter((acknowledgement) => !this.used.has(acknowledgement))
        .map(
          ({ ruleId }) =>
            `[${construct.node.path}] acknowledges ${ruleId}, which finds nothing there`,
        ),
    );
  }
}

function acknowledgementsOf({ node }: IConstruct): Acknowledgement[] {
  return node.metadata.filter(({ type }) => type === metadataType).map(({ data }) => data);
}
