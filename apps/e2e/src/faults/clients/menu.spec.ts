import type { JobView } from '@reprise/contracts';
import { random } from '@reprise/testing/random';
import { chooseCommand } from './menu.ts';

const job = (id: string, status: JobView['status'], ...allowed: string[]) =>
  ({ job_id: id, status, allowed_actions: allowed }) as unknown as JobView;
const many = (jobs: readonly JobView[]) => {
  const draw = random(1);
  return Array.from({ length: 500 }, () => chooseCommand(draw, jobs));
};

describe('the commands of the fault clients', () => {
  it('are equal for equal random numbers', () => {
    const jobs = [job('a', 'running', 'cancel'), job('b', 'failed', 'resume')];
    expect(many(jobs)).toEqual(many(jobs));
  });

  it('submit nothing while many jobs are open', () => {
    const open = Array.from({ length: 24 }, (_, index) => job(String(index), 'pending'));
    expect(many(open).filter(({ verb }) => verb === 'submit')).toEqual([]);
  });

  it('mostly go to jobs that allow them', () => {
    const cancels = many([job('a', 'running', 'cancel'), job('b', 'completed')]).filter(
      ({ verb }) => verb === 'cancel',
    );
    const aimed = cancels.filter(({ target }) => target === 'a');
    expect(aimed.length).toBeGreaterThan(0.8 * cancels.length);
    expect(aimed.length).toBeLessThan(cancels.length);
  });

  it('submit if there is no other job', () => {
    const verbs = new Set(many([]).map(({ verb }) => verb));
    expect(verbs).toContain('submit');
    expect(many([]).every(({ target }) => target === null || target === 'default')).toBe(true);
  });
});
