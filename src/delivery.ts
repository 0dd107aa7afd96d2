import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { constructProblem, refuse } from './constructs/props/refuse.ts';
import { Deliverer } from './delivery/deliverer.ts';
import { type Delivery, deliveryProblem } from './delivery/props.ts';

const deliverers = new WeakMap<IConstruct, Deliverer>();

/**
 * Has the app around a construct written for the tool that takes it to the cluster: all its manifests in the steps of
 * their plan, in a form in which the tool waits between steps. A stack calls this by its prop `delivery`; call it
 * yourself for an app without a stack.
 *
 * It also makes `cdk8s synth --format helm` write a chart that can be installed.
 *
 * @param delivery - one for the whole app; without any, cdk8s writes a file for each chart
 * @throws if there is no such delivery, the app has another one, or there is no construct
 */
export function deliver(construct: IConstruct, delivery?: Delivery): void {
  refuse(constructProblem('deliver', construct));
  refuse(construct, deliveryProblem(delivery));
  const { root } = construct.node;
  // only an app writes
  if (!(root instanceof App)) return;
  const deliverer = deliverers.get(root) ?? new Deliverer(root);
  deliverers.set(root, deliverer);
  deliverer.add(construct, delivery);
}
