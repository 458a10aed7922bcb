import { MACHINE_ACTOR, type CommandNameFor, type Role } from '@reprise/contracts';
import { MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { nothingKnown, type Job, type JobCommand } from '@reprise/job';
import { JobStore, LoggedJobStates } from '@reprise/job-store';
import { personWith, tokenOf } from '../../testing/as-principal.ts';
import type { Principal } from '../../shared/principal.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { ruleOf } from '../command-handling/look-ups.ts';
import { CommandPolicy } from './command-policy.ts';
import type { PolicySettings } from './command-rule.ts';

const log = new MemoryEventLog();
const statesOf = (given: EventLog) => new LoggedJobStates(given, async () => nothingKnown);
const store = new JobStore(log, statesOf(log));
const ana = personWith('operator');
const bo = personWith('operator');

const by = ({ actor, role }: Principal): Caller => ({ actor, role, correlation_id: 'c', traceparent: 't' });
const policyWith = (changes: Partial<PolicySettings>): CommandPolicy =>
  new CommandPolicy({ cancelOfOthers: 'anyone', approvals: { commands: [], timeMs: 1 }, ...changes });
const approving = (...commands: PolicySettings['approvals']['commands']) =>
  policyWith({ approvals: { commands, timeMs: 1 } });
const rulingOf = (policy: CommandPolicy, name: CommandNameFor<'job'>, job: Job, caller: Caller) =>
  policy.rule(name, ruleOf(name), job, caller);

async function jobOf({ actor }: Pick<Principal, 'actor'>): Promise<Job> {
  const [jobId, id] = [newId(), newId()];
  const submit: JobCommand = {
    name: 'submit',
    sample_name: 'S1',
    pipeline: 'toy',
    pipeline_revision: 'r1',
    params: {},
    inputs: [],
    queue: 'default',
    priority: 0,
    reason: null,
  };
  const context = { id, actor, source: '/reprise/gateway', correlation_id: 'c', causation_id: id };
  await store.handle(jobId, submit, context);
  return (await store.known(jobId)).state as Job;
}

describe('a policy by which only the owner and admins cancel a job', () => {
  const policy = policyWith({ cancelOfOthers: 'owner' });
  const objection = (job: Job, caller: Caller, name: CommandNameFor<'job'> = 'cancel') =>
    rulingOf(policy, name, job, caller);

  it('rejects others with the reason', async () => {
    expect(objection(await jobOf(ana), by(bo))).toEqual({
      refused: true,
      code: 'not_owner',
      detail: 'Only the person who submitted this job, or an admin, may cancel it.',
    });
  });

  it('allows the owner with any token, and an admin', async () => {
    const token = tokenOf(ana);
    for (const [owner, caller] of [
      [ana, ana],
      [ana, token],
      [token, ana],
      [ana, personWith('admin')],
    ] as const)
      expect(objection(await jobOf(owner), by(caller))).toBeNull();
    expect(objection(await jobOf(token), by(bo))).not.toBeNull();
  });

  it('leaves other commands open to all', async () => {
    const job = await jobOf(ana);
    for (const name of ['rerun', 'pause', 'clean'] as const) expect(objection(job, by(bo), name)).toBeNull();
  });

  it('takes the submitter as the owner, whatever the log holds before the submission', async () => {
    const events = [
      null,
      { type: 'cancel_requested', actor: bo.actor, data: {} },
      { type: 'submitted', actor: ana.actor, data: {} },
    ];
    async function* read() {
      for (const event of events) yield { event, seq: 1 };
    }
    const { state } = await statesOf({ read } as unknown as EventLog).job(newId());
    expect(objection(state as Job, by(ana))).toBeNull();
    expect(objection(state as Job, by(bo))).not.toBeNull();
  });

  it('is a setting, and by default anyone may cancel', async () => {
    expect(rulingOf(policyWith({}), 'cancel', await jobOf(ana), by(bo))).toBeNull();
  });
});

describe('a policy by which a second person approves a command', () => {
  const completed = async (owner: Principal): Promise<Job> => {
    const { job_id } = await jobOf(owner);
    const runner = new SimulatedRunner(log);
    await runner.start(job_id);
    await runner.succeed(job_id);
    return (await store.known(job_id)).state as Job;
  };

  it('covers the commands that the settings name', async () => {
    const policy = approving('rerun');
    expect(policy.approves('rerun')).toBe(true);
    for (const name of ['cancel', 'clean', 'submit'] as const) expect(policy.approves(name)).toBe(false);
    expect(policyWith({}).approves('rerun')).toBe(false);
    expect(rulingOf(policyWith({}), 'rerun', await completed(ana), by(ana))).toBeNull();
  });

  it('covers a rerun by any person once the job has results', async () => {
    const policy = approving('rerun');
    for (const caller of [ana, bo]) {
      expect(rulingOf(policy, 'rerun', await completed(ana), by(caller))).toBe('hold');
      const failed = { ...(await jobOf(ana)), status: 'failed' } as Job;
      expect(rulingOf(policy, 'rerun', failed, by(caller))).toBeNull();
    }
  });

  it("covers a cancel of another person's job", async () => {
    const policy = approving('cancel', 'rerun');
    const job = await jobOf(ana);
    expect(rulingOf(policy, 'cancel', job, by(ana))).toBeNull();
    expect(rulingOf(policy, 'cancel', job, by(tokenOf(ana)))).toBeNull();
    expect(rulingOf(policy, 'cancel', job, by(bo))).toBe('hold');
    const machine = { actor: MACHINE_ACTOR, role: 'admin' as Role, correlation_id: 'c', traceparent: 't' };
    expect(rulingOf(policy, 'cancel', job, machine)).toBe('hold');
  });

  it("covers any other command that the settings name, also on the person's own job", async () => {
    expect(rulingOf(approving('clean'), 'clean', await completed(ana), by(ana))).toBe('hold');
  });
});
