import { githubReport } from '../../../src/cli/lint/github.ts';
import { jsonReport } from '../../../src/cli/lint/json.ts';
import { textReport } from '../../../src/cli/lint/text.ts';
import { readClustersGraph } from '../../../src/graph/clusters.ts';
import { dot } from '../../../src/graph/dot.ts';
import { mermaid } from '../../../src/graph/mermaid.ts';
import { type ClustersReport, lintClusters } from '../../../src/lint/clusters.ts';
import { relocate } from '../../../src/relocate.ts';
import { parseYaml } from '../../../src/yaml.ts';

/** What is wrong with what the commands make of a text; empty when nothing is. A crash is thrown. */
export function complaints(text: string): string[] {
  const texts = [{ file: 'fuzz.yaml', text }];
  const report = lintClusters(texts);
  const graph = readClustersGraph(report.clusters);
  if (report.unreadable.length === 0) move(text);
  return [
    ...report.findings.flatMap(findingComplaints),
    ...report.unreadable.flatMap(({ message }) =>
      message.includes('fault of the linter') ? [message] : [],
    ),
    ...outputComplaints({
      text: textReport(report, texts),
      json: jsonReport(report, texts),
      github: githubReport(report),
      mermaid: mermaid(graph),
      dot: dot(graph),
    }),
  ];
}

type Finding = ClustersReport['findings'][number];

// a message may cut three values, each told to its beginning and its end
const longest = 2500;

function findingComplaints({ rule, message, fix = '', line, column, failure }: Finding): string[] {
  // where it fails, the stack says
  if (failure) return [`${rule.id}: ${failure instanceof Error ? failure.stack : failure}`];
  return [
    // what printing a value by mistake looks like
    ...(/\[object |\bundefined\b|\bNaN\b|function \(/.test(message + fix)
      ? [`${rule.id} shows a value that is none: ${message}`]
      : []),
    ...(message.length > longest ? [`${rule.id} has a message of ${message.length}`] : []),
    ...(line > 0 && column > 0 ? [] : [`${rule.id} has no place`]),
  ];
}

// what moves the cursor, turns text around, or is a command to who shows logs
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const commands = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|##\w*\[/;

function outputComplaints(outputs: Readonly<Record<string, string>>): string[] {
  return Object.entries(outputs).flatMap(([name, output]) => {
    const found = commands.exec(output);
    if (!found) return [];
    const around = output.slice(Math.max(0, found.index - 30), found.index + 30);
    return [`${name} has ${JSON.stringify(found[0])} in ${JSON.stringify(around)}`];
  });
}

function move(text: string): void {
  const objects = parseYaml(text, 'fuzz.yaml').map(({ value }) => value);
  try {
    relocate(objects, { from: 'tracing', to: 'observability' });
  } catch (error) {
    // two objects that would become one, which it says in words
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
  }
}
