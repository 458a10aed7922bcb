import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../lab.ts';
import { isAlive } from '../processes.ts';

describe('cancelling where no cgroup can be made', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ REPRISE_CGROUP: 'off' });
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  it('ends tasks that trap TERM, and one that left for a session of its own', async () => {
    const sample = await lab.submit('traps');
    await Promise.all([sample.says('stubborn'), sample.says('escaped')]);
    const escaped = Number(readFileSync(join(sample.folder, 'escaped'), 'utf8'));
    expect(isAlive(escaped)).toBe(true);

    await sample.command('cancel');
    await sample.becomes('failed');
    expect(isAlive(escaped)).toBe(false);
    await sample.leavesNoProcess();
  });

  it('leaves the processes of another job alone', async () => {
    const [one, other] = await Promise.all([lab.submit('gate'), lab.submit('gate')]);
    await Promise.all([one.says('PREPARE.reached'), other.says('PREPARE.reached')]);
    await one.command('cancel');
    await one.becomes('failed');
    await one.leavesNoProcess();
    other.open('all');
    await other.becomes('completed');
  });
});
