// writes the files of the package that are run, not imported, and the licenses of what is in them
import { writeFileSync } from 'node:fs';
import { bundledLicenses } from './bundled-licenses.ts';
import { writeBundles } from './bundles.ts';

writeFileSync('lib/LICENSES.txt', bundledLicenses(await writeBundles('lib')));
