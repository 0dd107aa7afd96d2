import { at, isRecord, list, own } from '../../values/unknown.ts';
import { negative, notPositive, type TypeCheck, told } from './type-check.ts';

const hostMetrics: TypeCheck = (section, { since }) => {
  const scrapers = own(section, 'scrapers');
  const none = scrapers === undefined || (isRecord(scrapers) && isEmpty(scrapers));
  return [
    ...notPositive(section, 'collection_interval'),
    ...negative(section, 'timeout'),
    ...(none && since('0.158.0') ? told('', 'scrapers must have at least one, got none') : []),
  ];
};

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/** Parts of Prometheus that the receiver does not have. */
const unsupported = [
  ['remote_write'],
  ['remote_read'],
  ['rule_files'],
  ['alerting', 'alert_relabel_configs'],
  ['alerting', 'alertmanagers'],
];

const prometheus: TypeCheck = (section, { since }) =>
  unsupported.flatMap((path) =>
    since('0.158.0') && list(at(section, 'config', ...path)).length > 0
      ? told(['config', ...path], `${path.at(-1)} is not supported by the receiver, got some`)
      : [],
  );

const targetAllocator: TypeCheck = (section, { since }) =>
  since('0.158.0') ? notPositive(section, 'interval') : [];

/**
 * What receivers refuse.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 receiver/{hostmetrics,prometheus}receiver; opentelemetry-collector v0.88.0
 * receiver/scraperhelper/settings.go and v0.158.0 scraper/scraperhelper (pauses).
 */
export const receiverChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:receiver/hostmetricsreceiver.Config': hostMetrics,
  'contrib:receiver/prometheusreceiver.Config': prometheus,
  'contrib:receiver/prometheusreceiver/internal/targetallocator.Config': targetAllocator,
};
