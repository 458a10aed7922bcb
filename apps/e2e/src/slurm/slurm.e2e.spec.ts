import { chooseSlurm, thisMachine } from '@reprise/setup';
import { failed } from '../clusters/walks/failed.ts';
import { killed } from '../clusters/walks/killed.ts';
import { silent } from '../clusters/walks/silent.ts';
import { SharedSlurm } from './shared-slurm.ts';
import { abandoned } from './walks/abandoned.ts';
import { paused } from './walks/paused.ts';
import { silentAtSubmit } from './walks/silent-at-submit.ts';
import { started } from './walks/started.ts';
import { nodeFailed } from './walks/node-failed.ts';

const canRun = chooseSlurm(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks on a real Slurm';

/** Starting a separate cluster and Reprise instance for each would take longer than the tests. */
described(canRun ? title : `${title} (requires root on Debian)`, () => {
  const shared = new SharedSlurm();
  beforeAll(() => shared.start('slurm'));
  afterEach(() => shared.tidy());
  afterAll(() => shared.stop());

  started(shared);
  failed(shared);
  nodeFailed(shared);
  killed(shared);
  paused(shared);
  silent(shared);
  silentAtSubmit(shared);
  abandoned(shared);
});
