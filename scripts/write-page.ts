// writes what a browser runs of the page of a picture, as the page takes it
import { writeFileSync } from 'node:fs';
import { pageText } from './page.ts';

writeFileSync('imports/page.json', await pageText());
