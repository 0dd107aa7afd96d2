import { tempoPorts } from '../../upstream/tempo/image-ports.ts';
import { imageListening } from '../edge/pods.ts';
import type { Subject } from '../subject.ts';

/** Grafana Tempo, which takes spans. */
export const tempo: Subject<unknown> = {
  read: () => ({}),
  listening: imageListening(tempoPorts),
};
