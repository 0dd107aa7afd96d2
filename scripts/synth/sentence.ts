/**
 * What an app that has failed had to say: without the second stack trace, that of cdk8s-cli, and for an error that is meant for
 * the user without the first one and the code frame too. Other errors, such as a TypeError, keep theirs.
 *
 * @param stderr - what `cdk8s synth` has printed
 */
export function sentenceOf(stderr: string): string {
  const [own = ''] = stderr.split(/^Error: command "/m);
  const crash =
    /^(?:file:|\/|node:|[A-Za-z]:\\)\S*:\d+\n[\s\S]*?\n\n(?:Error: )(?<message>[\s\S]*?)\n {4}at [\s\S]*?\nNode\.js v[^\n]*\n/m;
  return own.replace(crash, (...match) => `${match.at(-1).message}\n`);
}
