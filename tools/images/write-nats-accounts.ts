import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { natsAccountsConf } from './nats-accounts-conf.ts';

for (const [name, text] of Object.entries(natsAccountsConf())) writeFileSync(join(checkout, 'docker/nats', name), text);
