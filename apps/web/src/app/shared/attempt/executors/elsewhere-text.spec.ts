import { elsewhereTaskText, isKnownElsewhere } from './elsewhere-text.ts';

describe('a job with tasks on other machines', () => {
  it('states during its run what a cancel and a pause reach', () => {
    expect(elsewhereTaskText({ status: 'running', elsewhere: ['slurm', 'my-plugin'] })).toBe(
      'Tasks run on Slurm, my-plugin, where Reprise does not look: a cancel has Nextflow end them, and a pause holds only what runs beside Nextflow.',
    );
  });

  it('states for polled executors that their end is proven, and that a pause reaches them', () => {
    const asked = { elsewhere: ['slurm', 'my-plugin'], asked: ['slurm'] };
    expect(elsewhereTaskText({ status: 'running', ...asked })).toBe(
      'Tasks run on Slurm: the job counts as ended only once Slurm says that no task is left, and a pause holds and stops them there too. Tasks run on my-plugin, where Reprise does not look: a cancel has Nextflow end them, and a pause holds only what runs beside Nextflow.',
    );
    expect(elsewhereTaskText({ status: 'failed', elsewhere: ['slurm'], asked: ['slurm'] })).toBeNull();
  });

  it('states for executors that were tested with recorded answers only that', () => {
    const untried =
      'Reprise was not tried on a real PBS Pro, only with answers recorded elsewhere: see for yourself that what it says of PBS Pro is so.';
    const words = (status: 'running' | 'failed' | 'completed') =>
      elsewhereTaskText({ status, elsewhere: ['slurm', 'pbspro'], asked: ['slurm', 'pbspro'] });
    expect(words('running')).toMatch(new RegExp(`a pause holds those that wait there too\\. ${untried}$`));
    expect(words('failed')).toBe(untried);
    expect(words('completed')).toBeNull();
  });

  it.each([
    ['are asked and tried: yes', ['slurm'], ['slurm'], true],
    ['cannot all be asked: no', ['slurm', 'my-plugin'], ['slurm'], false],
    ['were tried only with recorded answers: no', ['pbspro'], ['pbspro'], false],
  ])('has known tasks if its executors %s', (_, elsewhere, asked, known) => {
    expect(isKnownElsewhere({ elsewhere, asked })).toBe(known);
  });

  it('names executors that a pause does not reach', () => {
    expect(elsewhereTaskText({ status: 'running', elsewhere: ['slurm', 'k8s'], asked: ['slurm', 'k8s'] })).toContain(
      'says that no task is left, and a pause reaches none of those on Kubernetes.',
    );
  });

  it('states after a failure what to check before a resume', () => {
    expect(elsewhereTaskText({ status: 'failed', elsewhere: ['k8s'] })).toBe(
      'Tasks ran on Kubernetes, where Reprise does not look. Check that none is left there before you resume: old tasks may still write.',
    );
  });

  it('shows nothing after its completion, or if its tasks run beside Nextflow', () => {
    expect(elsewhereTaskText({ status: 'completed', elsewhere: ['slurm'] })).toBeNull();
    expect(elsewhereTaskText({ status: 'running' })).toBeNull();
  });
});
