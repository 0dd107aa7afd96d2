import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refuse } from './constructs/props/refuse.ts';
import { Deliverer } from './delivery/deliverer.ts';
import { type Delivery, deliveryProblem } from './delivery/props.ts';

const deliverers = new WeakMap<IConstruct, Deliverer>();

/**
 * Has the app around a construct written for who takes it to the cluster: its manifests in the steps of their plan, which is read from all that the app
 * writes, with what that tool needs to wait in between. A stack does so by its prop `delivery`; call it for an app without any.
 *
 * Also `cdk8s synth --format helm` then writes a chart that can be installed.
 *
 * @param delivery - for the whole app, which has one; without any, cdk8s writes a file for each chart
 * @throws if there is no such delivery, or the app has another one
 */
export function deliver(construct: IConstruct, delivery?: Delivery): void {
  refuse(construct, deliveryProblem(delivery));
  const { root } = construct.node;
  // only an app writes
  if (!(root instanceof App)) return;
  const deliverer = deliverers.get(root) ?? new Deliverer(root);
  deliverers.set(root, deliverer);
  deliverer.add(construct, delivery);
}
