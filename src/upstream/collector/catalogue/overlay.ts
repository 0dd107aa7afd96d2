import type { SettingKind } from '../../values/setting.ts';
import type { Correction, WrittenSlot } from './entries.ts';
import { jaegerCorrections } from './jaeger-overlay.ts';

const parts: WrittenSlot = { is: 'map', of: 'any' };
const free: WrittenSlot = { is: 'list', of: 'any' };
const ofFactories = 'each part is decoded by the factory that its key names';
const ofOperators = 'operators are decoded by the builder that their type names';
const ofOtherTags = 'read by the tags for YAML, of a project of its own';
const dropping = 'its Unmarshal drops what it does not know';
const tlsVersion: WrittenSlot = { is: 'text', words: ['1.0', '1.1', '1.2', '1.3'] };
const tlsVersions: Correction = {
  reason: 'the words are read when the TLS configuration is made',
  keys: { min_version: tlsVersion, max_version: tlsVersion },
};

const policy: Correction = {
  reason: 'an extension may bring policies of its own, of any type',
  keys: { type: 'text' },
  others: 'map',
};

const texts = (...words: readonly string[]): WrittenSlot => ({ is: 'text', words });
const byValidate = 'Validate compares with words that are in no switch';

const statements = (type: string): WrittenSlot => ({
  is: 'list',
  of: { type: `contrib:processor/${type}`, orText: true },
});

const transformed = statements('transformprocessor/internal/common.ContextStatements');
const filtered = statements('filterprocessor/internal/condition.ContextConditions');

/**
 * Go types of texts whose words in the source are not what they take: units of a size, or some of the names alone.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 pkg/stanza/operator/helper/bytesize.go,
 * receiver/kubeletstatsreceiver/internal/kubelet/metadata.go, whose other label is a name of the semantic conventions.
 */
export const textCorrections: Readonly<Record<string, SettingKind>> = {
  'contrib:pkg/stanza/operator/helper.ByteSize': 'size',
  'contrib:receiver/kubeletstatsreceiver/internal/kubelet.MetadataLabel': 'text',
};

/**
 * Go types whose settings their source does not tell by its syntax.
 *
 * Source: Unmarshal and Validate of each, opentelemetry-collector and -contrib v0.88.0, v0.139.0 and v0.158.0.
 */
export const corrections: Readonly<Record<string, Correction>> = {
  'contrib:receiver/hostmetricsreceiver.Config': {
    reason: ofFactories,
    keys: { scrapers: parts },
    open: true,
  },
  'contrib:receiver/receivercreator.Config': {
    reason: ofFactories,
    keys: { receivers: parts },
    open: true,
  },
  'contrib:processor/geoipprocessor.Config': {
    reason: ofFactories,
    keys: { providers: parts },
    open: true,
  },
  'contrib:receiver/githubreceiver.Config': {
    reason: ofFactories,
    keys: { scrapers: parts },
    open: true,
  },
  'contrib:receiver/carbonreceiver.Config': {
    reason: 'a parser is decoded by the type that it names',
    keys: { parser: 'any' },
  },
  'contrib:receiver/prometheusreceiver.Config': {
    reason: ofOtherTags,
    keys: { config: 'any', target_allocator: 'any' },
  },
  'contrib:receiver/filelogreceiver.FileLogConfig': {
    reason: ofOperators,
    keys: { operators: free },
  },
  'contrib:pkg/stanza/fileconsumer.HeaderConfig': {
    reason: ofOperators,
    keys: { metadata_operators: free },
  },
  'contrib:processor/transformprocessor.Config': {
    reason: 'a statement may stand in the list by itself',
    keys: {
      trace_statements: transformed,
      metric_statements: transformed,
      log_statements: transformed,
      profile_statements: transformed,
    },
  },
  'contrib:processor/filterprocessor.Config': {
    reason: 'a condition may stand in the list by itself',
    keys: {
      trace_conditions: filtered,
      metric_conditions: filtered,
      log_conditions: filtered,
      profile_conditions: filtered,
    },
  },
  'contrib:processor/tailsamplingprocessor.PolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.AndSubPolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.CompositeSubPolicyCfg': policy,
  'contrib:processor/tailsamplingprocessor.NotSubPolicyCfg': policy,
  'contrib:processor/k8sattributesprocessor.FieldExtractConfig': {
    reason: byValidate,
    keys: {
      from: texts('pod', 'namespace', 'deployment', 'statefulset', 'daemonset', 'job', 'node'),
    },
  },
  'contrib:exporter/fileexporter.Config': {
    reason: byValidate,
    keys: { format: texts('json', 'proto') },
  },
  'contrib:exporter/zipkinexporter.Config': {
    reason: byValidate,
    keys: { format: texts('json', 'proto') },
  },
  'contrib:pkg/kafka/configkafka.ProducerConfig': {
    reason: 'its Unmarshal takes a word for a number',
    keys: { required_acks: 'any' },
  },
  'contrib:receiver/kafkareceiver.Config': {
    reason: 'other strategies are taken',
    keys: {
      group_rebalance_strategy: 'text',
      group_rebalance_strategies: { is: 'list', of: 'text' },
    },
  },
  'contrib:connector/countconnector.Config': { reason: dropping, open: true },
  'contrib:connector/countconnector.MetricInfo': { reason: dropping, open: true },
  'contrib:exporter/signalfxexporter.Config': { reason: dropping, open: true },
  'contrib:receiver/gitlabreceiver.Config': { reason: dropping, open: true },
  'contrib:receiver/dockerstatsreceiver.Config': { reason: dropping, open: true },
  ...jaegerCorrections,
  'core:config/configtls.ClientConfig': tlsVersions,
  'core:config/configtls.ServerConfig': tlsVersions,
  'core:config/configtls.TLSClientSetting': tlsVersions,
  'core:config/configtls.TLSServerSetting': tlsVersions,
};
