import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ottlProblems } from '../../../src/upstream/collector/ottl/problems.ts';

const release = '0.158.0';

function statement(text: string, context = 'span', version = release, gates?: string[]) {
  const settings = { trace_statements: [{ context, statements: [text] }] };
  return told(ottlProblems('processors/transform', settings, version, gates));
}

function condition(text: string, version = release) {
  return told(ottlProblems('processors/filter', { traces: { span: [text] } }, version));
}

function told(problems: ReturnType<typeof ottlProblems>) {
  return problems.map(({ message, fix, severity = 'error' }) => ({
    message: message.replace(/^'.*?': (?=[^']|'[^:]*$)/s, ''),
    fix,
    severity,
  }));
}

describe('what upstream documents is taken', () => {
  test.each([
    'set(attributes["http.route"], "unknown") where attributes["http.route"] == nil',
    'keep_keys(resource.attributes, ["service.name", "service.namespace"])',
    'replace_pattern(attributes["process.command_line"], "password=[^\\\\s]*(\\\\s?)", "password=***")',
    'replace_all_patterns(attributes, "value", "/account/\\\\d{4}", "/account/{id}", SHA256)',
    'replace_pattern(name, "user", "x", function=SHA256, replacement_format="%s")',
    'set(status.code, STATUS_CODE_ERROR) where status.message != "" and not IsRootSpan()',
    'limit(attributes, 100, ["service.name"])',
    'truncate_all(attributes, 4096)',
    'merge_maps(attributes, ParseJSON(attributes["body"]), "upsert") where IsString(attributes["body"])',
    'set(attributes["time"], (end_time_unix_nano - start_time_unix_nano) / 1000000.0)',
    'set(attributes["first"], Split(attributes["hosts"], ",")[0])',
    'set(attributes["tags"], ["a", Concat([name, "b"], "-")])',
    'set(attributes["m"], {"a": 1, "nested": {"b": -2.5}})',
    'set(trace_state["tenant"], "a")',
    'set(cache["x"], instrumentation_scope.name)',
    'delete_key(attributes, "x") where kind == SPAN_KIND_SERVER or kind.string == "Client"',
    'set(attributes["mixed"], Concat(["a", 1, true], "-"))',
    'set(attributes["map"], Keys({"a": 1}))',
    'set(attributes["n"], Int("7")) where Double(true) > 1 and IsMatch(kind, "2")',
    'set(span_id, SpanID(0x0000000000000000))',
  ])('%s', (text) => {
    expect(statement(text)).toEqual([]);
  });

  test.each([
    'attributes["http.request.method"] == nil',
    'IsMatch(resource.attributes["k8s.pod.name"], "my-pod-name.*")',
    'not (name == "a" or IsRootSpan()) and true',
    'HasPrefix(name, "GET") == false',
    'kind == SPAN_KIND_SERVER and (status.code == STATUS_CODE_ERROR or attributes["a"] == nil)',
    'attributes["items"][0]["sku"] != "x"',
    'attributes[Concat(["a", "b"], ".")] == 1.5',
    '(end_time_unix_nano - start_time_unix_nano) / 1000 > 2 * (1 + 3)',
  ])('%s', (text) => {
    expect(condition(text)).toEqual([]);
  });

  test.each(['0.88.0', '0.130.0', '0.158.0'])(
    'types of metrics stand beside data points in %s',
    (version) => {
      const settings = { metrics: { datapoint: ['metric.type == METRIC_DATA_TYPE_SUMMARY'] } };
      expect(ottlProblems('processors/filter', settings, version)).toEqual([]);
    },
  );

  test('paths with the name of their context, when the group has none', () => {
    const settings = {
      trace_statements: [
        'set(span.attributes["a"], resource.attributes["b"])',
        'set(spanevent.attributes["a"], span.name)',
      ],
    };
    expect(ottlProblems('processors/transform', settings, release)).toEqual([]);
  });

  test('a variable, or a text that a variable is part of, is not judged', () => {
    expect(statement(`\${env:STATEMENT}`)).toEqual([]);
    expect(condition(`attributes["a"] = "\${env:VALUE}"`)).toEqual([]);
  });
});

describe('slips', () => {
  test.each([
    ['attributes["a"] = "b"', /expected '\.', '\[' or a comparison after .*, got '= "b"'/, '=='],
    ["name == 'a'", /expected a value.* after 'name =='/, 'double quotes around the string'],
    ['name == "a" && kind == 2', /got '&& kind == 2'/, 'and'],
    ['name == "a" OR true', /got 'OR true'/, 'or'],
    ['name in ["a"]', /expected '\.', '\[' or a comparison after .*, got 'in/, undefined],
    ['attributes["a"] == GET', /got GET, a string needs double quotes/, undefined],
    ['attributes["a"] == production', /no path production, a string needs/, undefined],
    ['atributes["a"] == 1', /context span has no path atributes/, 'attributes'],
    ['status.codes == 2', /context span has no path status\.codes/, 'status.code'],
    ['name.x == 2', /name has no fields, got \.x/, undefined],
    ['name["x"] == 2', /name must have no key in brackets/, undefined],
    ['kind == SPAN_KIND_SERVR', /SPAN_KIND_SERVR/, 'SPAN_KIND_SERVER'],
    ['IsMach(name, "a")', /there is no function IsMach/, 'IsMatch'],
    ['IsMatch(name)', /IsMatch takes 2 arguments \(target, pattern\), got 1/, undefined],
    ['IsString(name, name)', /IsString takes 1 argument \(.*\), got 2/, undefined],
    ['IsMatch(name, "(?!a)b")', /pattern of IsMatch: .*`\(\?!`/, undefined],
    ['IsMatch(name, "\\d+")', /backslash must be doubled in a string, got '\\d'/, '\\\\d'],
    ['set(name, "a")', /expected |begins with a capital letter/, undefined],
  ])('in a condition: %s', (text, message, fix) => {
    const [first] = condition(text);
    expect(first?.message).toMatch(message);
    expect(first?.fix).toBe(fix);
    expect(first?.severity).toBe('error');
  });

  test.each([
    ['Set(name, "a")', /must begin with an editor, .* got Set/, undefined],
    ['replace_patern(name, "a", "b")', /there is no function replace_patern/, 'replace_pattern'],
    ['keep_keys(attributes, "a")', /keys of keep_keys must be a list in brackets/, undefined],
    ['set("a", "b")', /target of set must be a path/, undefined],
    ['truncate_all(attributes, "5")', /limit of truncate_all must be a whole number/, undefined],
    ['limit(attributes, priority=[], limit=5)', /no parameter priority/, undefined],
    [
      'limit(target=attributes, 5, [])',
      /its arguments without a name before those with one/,
      undefined,
    ],
    [
      'replace_pattern(name, "a", "b", Sha256)',
      /function .*must be a function, got Sha256/,
      undefined,
    ],
    ['resource.cache["a"] == 1', /./, undefined],
  ])('in a statement: %s', (text, message, fix) => {
    const [first] = statement(text);
    expect(first?.message).toMatch(message);
    expect(first?.fix).toBe(fix);
  });

  test('a path without its context, where the group names none', () => {
    const settings = { trace_statements: ['set(attributes["a"], "b")'] };
    expect(ottlProblems('processors/transform', settings, release)).toMatchObject([
      { path: ['trace_statements', 0], fix: 'span.attributes' },
    ]);
  });

  test('policies within policies, and the place of each text', () => {
    const wrong = { type: 'ottl_condition', ottl_condition: { span: ['nam == "a"'] } };
    const settings = { policies: [{ type: 'and', and: { and_sub_policy: [wrong] } }] };
    expect(ottlProblems('processors/tail_sampling', settings, release)).toMatchObject([
      {
        path: ['policies', 0, 'and', 'and_sub_policy', 0, 'ottl_condition', 'span', 0],
        fix: 'name',
      },
    ]);
  });
});

describe('literals in the place of values that are worked out', () => {
  // newStandard…Getter of pkg/ottl v0.158.0 refuses them; the judge of the cluster suite was asked about the same texts
  test.each([
    ['set(attributes["a"], Split(7, ","))', /target of Split must be a string in double quotes/],
    ['set(attributes["a"], Split(name, nil))', /delimiter of Split must be a string.*, got nil/],
    ['set(attributes["a"], Substring(name, "0", 2))', /start of Substring must be a whole number/],
    ['set(attributes["a"], Hours("1h"))', /duration of Hours must be a duration/],
    ['set(attributes["a"], UnixSeconds(0x00))', /time of UnixSeconds must be a time/],
    ['set(attributes["a"], Keys(["a"]))', /target of Keys must be a map in braces.*, got a list/],
    [
      'set(attributes["a"], Int([1]))',
      /target of Int must be a value that can be converted to one/,
    ],
    ['keep_keys(attributes, ["a", 7])', /keys of keep_keys must be a string/],
    ['set(attributes["a"], Split(STATUS_CODE_OK, ","))', /must be a string.*, got a whole number/],
  ])('%s', (text, message) => {
    const [first] = statement(text);
    expect(first?.message).toMatch(message);
    expect(first?.severity).toBe('error');
  });

  test('are looked at when spans come before release 0.145.0', () => {
    const text = 'set(attributes["a"], Split(7, ","))';
    expect(statement(text, 'span', '0.145.0')).toHaveLength(1);
    expect(statement(text, 'span', '0.140.1')).toEqual([]);
    expect(statement(text, 'span', '0.142.0')).toEqual([]);
    expect(statement(text, 'span', '0.190.0')).toEqual([]);
  });

  test('are not known of a list with anything that is worked out', () => {
    expect(statement('set(attributes["a"], ToKeyValueString({"a": name}))')).toEqual([]);
    expect(statement('set(attributes["a"], Split([name], ","))')).toEqual([]);
  });
});

describe('lambdas', () => {
  const text = 'set(attributes["ok"], Any(attributes["list"], (value) => value > 1))';
  const alone = 'set(attributes["ok"], (value) => value)';
  const gate = 'ottl.functions.enableLambda';

  test('need their feature gate', () => {
    expect(statement(text)).toEqual([
      {
        message: `a lambda needs the feature gate ${gate}, which is off by default`,
        fix: undefined,
        severity: 'error',
      },
    ]);
    expect(statement(text, 'span', release, [`-${gate}`])).toHaveLength(1);
    for (const given of [gate, `+${gate}`, '$(GATES)']) {
      expect(statement(text, 'span', release, [given])).toEqual([]);
    }
  });

  test('are not judged in releases that may have them without', () => {
    expect(statement(alone, 'span', '0.152.0')).toEqual([]);
    expect(statement(text, 'span', '0.190.0')).toEqual([]);
  });

  test('came after release 0.150.0', () => {
    expect(statement(alone, 'span', '0.150.0')).toMatchObject([
      { message: 'lambdas need a release after 0.150.0' },
    ]);
  });

  test.each([
    ['All(attributes["a"], true)', /predicate of All must be a lambda/],
    ['All(attributes["a"], (one) => (two) => true)', /body of a lambda must not be a lambda/],
    ['All(attributes["a"], (one, one) => true)', /must be different, got one twice/],
  ])('with their gate: %s', (call, message) => {
    const [first] = statement(`set(attributes["b"], ${call})`, 'span', release, [gate]);
    expect(first?.message).toMatch(message);
  });
});

describe('releases', () => {
  // pkg/ottl v0.105.0 has no Sort, v0.110.0 has
  test('a function is not there before it came', () => {
    const text = 'set(attributes["a"], Sort(attributes["b"]))';
    expect(statement(text, 'span', '0.126.0')).toEqual([]);
    expect(statement(text, 'span', '0.95.0')).toMatchObject([
      { severity: 'error', message: 'function Sort needs a release after 0.105.0' },
    ]);
  });

  test('what no release has is an error in the newest that was read alone', () => {
    expect(condition('IsMach(name, "a")', '0.140.0')).toMatchObject([{ severity: 'warning' }]);
    expect(condition('Whatever(name, "a")', '0.140.0')).toEqual([]);
  });

  test('of releases that were not read, only what resembles something known is told', () => {
    expect(condition('Whatever(nam, "a")', '0.190.0')).toEqual([]);
    expect(condition('IsMach(name, "a")', '0.190.0')).toMatchObject([{ severity: 'warning' }]);
    const settings = { traces: { span: ['nam == "a"'] } };
    expect(ottlProblems('processors/filter', settings, undefined)).toEqual([]);
  });
});

test('no text makes it throw, and none takes long', () => {
  const word = fc.constantFrom(
    ...['(', ')', '[', ']', '{', '}', ',', '.', '"', '\\', '==', '=>', '=', 'not', 'and', 'where'],
    ...['nil', 'true', 'set', 'IsMatch', 'attributes', 'name', '"a"', '0x1', '1.5', '-', '$', 'é'],
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.boolean(), (words, spaced) => {
      const text = words.join(spaced ? ' ' : '');
      expect(() => statement(text)).not.toThrow();
      expect(() => condition(text)).not.toThrow();
    }),
  );
  expect(condition('('.repeat(100_000))).toEqual([]);
  expect(condition(`name == "${'\\\\'.repeat(50_000)}"`)).toEqual([]);
});
