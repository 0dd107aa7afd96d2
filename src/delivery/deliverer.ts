import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiObject, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { plannedMetadata } from '../annotations/planned.ts';
import { refuse } from '../constructs/props/refuse.ts';
import type { ManifestText } from '../lint/texts.ts';
import { identityOf, isChartTemplates, writeChart } from './chart.ts';
import { type Delivery, toolOf } from './props.ts';
import { filesOf, keepMetadata, manifestsIn, planOf, writeFiles } from './write.ts';

/** Writes an app for who takes it to the cluster, in place of the files of its charts. */
export class Deliverer {
  private readonly app: App;
  private readonly delivered = new Set<IConstruct>();
  private delivery: Delivery | undefined;

  constructor(app: App) {
    this.app = app;
    const { synth } = app;
    app.synth = () => this.synth(() => synth.call(app));
  }

  /** Delivers a construct; whatever else the app has goes with it. */
  add(construct: IConstruct, delivery: Delivery | undefined): void {
    this.delivered.add(construct);
    if (delivery === undefined) return;
    const { delivery: known } = this;
    refuse(
      construct,
      known !== undefined && JSON.stringify(known) !== JSON.stringify(delivery)
        ? `delivery must be one for the whole app, got ${toolOf(delivery)} after ${toolOf(known)}`
        : undefined,
    );
    if (known === undefined) this.app.node.addMetadata(plannedMetadata, toolOf(delivery));
    this.delivery = delivery;
  }

  private synth(write: () => void): void {
    const { app, delivery } = this;
    const { outdir } = app;
    const chart = isChartTemplates(outdir);
    if (chart && delivery !== undefined && toolOf(delivery) !== 'helm') {
      throw new Error(
        `delivery must be helm, or none, for cdk8s synth --format helm, got ${toolOf(delivery)}`,
      );
    }
    if (chart) {
      this.replace(write, (texts) => writeChart(outdir, planOf(texts), this.own()));
    } else if (delivery === undefined) write();
    else this.replace(write, (texts) => writeFiles(outdir, filesOf(delivery, texts, outdir)));
  }

  /** Has cdk8s write somewhere else, and other files be made of that. */
  private replace(write: () => void, make: (texts: readonly ManifestText[]) => void): void {
    const { outdir } = this.app;
    const drafts = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-'));
    try {
      this.writeTo(drafts, write);
      mkdirSync(outdir, { recursive: true });
      make(manifestsIn(drafts));
      keepMetadata(drafts, outdir);
    } finally {
      rmSync(drafts, { recursive: true });
    }
  }

  /** Objects of what is delivered, apart from those of others in the app. */
  private own(): ReadonlySet<string> {
    const objects = this.app.node.findAll().filter(ApiObject.isApiObject);
    return new Set(
      objects
        .filter(({ node }) => node.scopes.some((scope) => this.delivered.has(scope)))
        .map(({ apiVersion, kind, name, metadata: { namespace = '' } }) =>
          identityOf({ apiVersion, kind, namespace, name }),
        ),
    );
  }

  private writeTo(folder: string, write: () => void): void {
    const { app } = this;
    const { outdir } = app;
    const setOutdir = (value: string) => Object.defineProperty(app, 'outdir', { value });
    setOutdir(folder);
    try {
      write();
    } finally {
      setOutdir(outdir);
    }
  }
}
