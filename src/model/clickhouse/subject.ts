import { clickHouseImagePorts } from '../../upstream/clickhouse/image-ports.ts';
import { imageListening } from '../edge/pods.ts';
import type { Subject } from '../subject.ts';

/** ClickHouse, which stores spans. */
export const clickHouse: Subject<unknown> = {
  read: () => ({}),
  listening: imageListening(clickHouseImagePorts),
};
