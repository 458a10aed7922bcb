import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { natsAccountsConf } from './nats-accounts-conf.ts';

writeFileSync(join(checkout, 'docker/nats/accounts.conf'), natsAccountsConf());
