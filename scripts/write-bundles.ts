// writes the files of the package that are run, not imported
import { writeBundles } from './bundles.ts';

await writeBundles('lib');
