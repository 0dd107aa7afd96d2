import { parseArgs } from 'node:util';
import { tryFields } from './fuzz/run.ts';
import { growths, mostExponent, mostOutputExponent } from './growth/run.ts';
import { judgeFolder } from './strangers.ts';

const usage = `usage: npm run test:wild -- [--only PART]... [--series PATTERN] [--share NUMBER] [FOLDER]...

  --only PART       run this part alone: growth, fuzz
  --series PATTERN  of growth, only series whose name it finds: 'relocate a text'
  --share NUMBER    of fuzz, this share of all tries, 0.1 for a tenth, drawn anew
  FOLDER            lint each file of a folder of manifests, and print counts by rule, for somebody to judge; no other part is run then`;

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: ['growth', 'fuzz'] },
      series: { type: 'string', default: '' },
      share: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.filter((part) => part !== 'growth' && part !== 'fuzz');
  if (values.help || unknown.length > 0) {
    console.log(usage);
    return unknown.length === 0;
  }
  if (positionals.length > 0) return positionals.map(judgeFolder).every(Boolean);
  const results: boolean[] = [];
  if (values.only.includes('fuzz')) results.push(tryFields(Number(values.share)));
  if (values.only.includes('growth')) results.push(await measureGrowth(new RegExp(values.series)));
  return results.every(Boolean);
}

async function measureGrowth(names: RegExp): Promise<boolean> {
  let [measured, bad] = [0, 0];
  for await (const { command, name, exponent, outputExponent, costs } of growths(names)) {
    measured++;
    const last = costs.at(-1);
    const isFine =
      exponent !== undefined &&
      exponent <= mostExponent &&
      (outputExponent ?? 0) <= mostOutputExponent;
    if (!isFine) bad++;
    const figures = last
      ? `time ${exponent?.toFixed(2)}, output ${outputExponent?.toFixed(2)}, ${last.input} B in ${last.cpu.toFixed(0)} ms`
      : 'did not end in time';
    console.log(`${isFine ? 'fine' : 'BAD '} ${command} ${name}: ${figures}`);
  }
  console.log(
    `growth: ${measured} series, ${bad} above an exponent of ${mostExponent} in time or ${mostOutputExponent} in output`,
  );
  return measured > 0 && bad === 0;
}

process.exitCode = (await main()) ? 0 : 1;
