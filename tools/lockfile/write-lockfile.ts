import { readFileSync, writeFileSync } from 'node:fs';
import { withAddresses } from './lock-addresses.ts';

/** `npm run lockfile`: after an `npm install` that added packages, whose addresses name the registry they came from. */
const file = 'package-lock.json';
writeFileSync(file, withAddresses(readFileSync(file, 'utf8')));
