import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { CommandAccepted, JobView } from '@reprise/contracts';
import { aCancelledJob, aJob, at, JOB_ID } from '../../testing/views.ts';
import { Api } from '../../core/api/api.ts';
import { CommandSender } from './command-sender.ts';
import { Live } from '../../core/live/live.ts';
import { ProblemError } from '../../core/problem.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { settled } from '../../testing/settled.ts';

const accepted = (seq: number): CommandAccepted => ({ message: '', job_id: JOB_ID, seq, command_id: JOB_ID });

describe('a command of the page', () => {
  const api = {
    command: jest.fn<Api['command']>(),
    job: jest.fn<Api['job']>(),
    latestHistory: jest.fn<Api['latestHistory']>(),
  };
  const toasts = { command: jest.fn<Toasts['command']>() };
  let commands: CommandSender;
  let change: (job: JobView) => void;
  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: Toasts, useValue: toasts },
      ],
    });
    commands = TestBed.inject(CommandSender);
    const live = TestBed.inject(Live);
    change = (job) => live.events.next({ kind: 'job', job });
  });
  const inFlight = () => commands.inFlight().get(JOB_ID);

  it('is busy until its effect is seen, not until it was accepted', async () => {
    api.command.mockResolvedValue(accepted(11));
    api.job.mockResolvedValue(aJob({ pending_action: 'cancelling', last_seq: 11 }));
    await commands.run(aJob(), 'cancel', {});
    expect(inFlight()).toEqual({ action: 'cancel', seq: 11 });
    change(aCancelledJob({ last_seq: 14 }));
    expect(inFlight()).toBeUndefined();
    await settled();
    expect(toasts.command).toHaveBeenCalledWith('NA12878 cancelled, 0 processes left', JOB_ID);
    expect(api.latestHistory).not.toHaveBeenCalled();
  });

  it('is not completed by a change from before its acceptance', async () => {
    api.command.mockResolvedValue(accepted(20));
    api.job.mockResolvedValue(aCancelledJob({ last_seq: 19 }));
    await commands.run(aCancelledJob(), 'rerun', {});
    expect(inFlight()).toEqual({ action: 'rerun', seq: 20 });
    change(aJob({ status: 'pending', attempt: 2, last_seq: 20 }));
    expect(inFlight()).toBeUndefined();
  });

  it('is completed, as a cancel, although the job was started again before the page read it', async () => {
    api.command.mockResolvedValue(accepted(11));
    api.job.mockResolvedValue(aJob({ pending_action: 'cancelling', last_seq: 11 }));
    await commands.run(aJob(), 'cancel', {});
    commands.observe(aJob({ attempt: 2, last_seq: 16 }));
    expect(inFlight()).toBeUndefined();
    await settled();
    expect(toasts.command).toHaveBeenCalledWith('NA12878 was started again meanwhile, attempt 2', JOB_ID);
  });

  it('reports that a cancel came too late', async () => {
    api.command.mockResolvedValue(accepted(11));
    api.job.mockResolvedValue(aJob({ status: 'completed', cancel: 'too_late', completed_at: at(1), last_seq: 12 }));
    await commands.run(aJob(), 'cancel', {});
    await settled();
    expect(toasts.command).toHaveBeenCalledWith('NA12878 had already ended: the cancel came too late', JOB_ID);
  });

  it('stays accepted if the job cannot be read right after', async () => {
    api.command.mockResolvedValue(accepted(11));
    api.job.mockRejectedValue(new ProblemError(503, 'What you wrote is stored, but not readable yet (11)'));
    await commands.run(aJob(), 'cancel', {});
    expect([inFlight(), commands.refused().size]).toEqual([{ action: 'cancel', seq: 11 }, 0]);
    change(aCancelledJob({ last_seq: 14 }));
    expect(inFlight()).toBeUndefined();
  });

  it("leaves the server's text of a refusal at the job until it is dismissed", async () => {
    api.command.mockRejectedValue(new ProblemError(400, 'Cannot resume job with status: running'));
    await commands.run(aJob(), 'resume', {});
    expect(inFlight()).toBeUndefined();
    expect(commands.refused().get(JOB_ID)).toEqual({
      action: 'resume',
      detail: 'Cannot resume job with status: running',
      unanswered: false,
    });
    commands.dismiss(JOB_ID);
    expect(commands.refused().size).toBe(0);
  });

  it('is repeated as the same one after a lost answer, but as a new one for the next attempt', async () => {
    const lost = new ProblemError(0, 'No answer came from the server.');
    api.command.mockRejectedValue(lost);
    await commands.run(aJob(), 'cancel', { reason: 'x' });
    expect(commands.refused().get(JOB_ID)?.unanswered).toBe(true);
    await commands.run(aJob(), 'cancel', { reason: 'x' });
    await commands.run(aJob({ attempt: 2 }), 'cancel', { reason: 'x' });
    const [first, again, next] = api.command.mock.calls.map(([, , , key]) => key);
    expect([again === first, next === first]).toEqual([true, false]);
  });

  it('is not sent twice while it is busy', async () => {
    api.command.mockReturnValue(new Promise(() => undefined));
    void commands.run(aJob(), 'cancel', {});
    await commands.run(aJob(), 'cancel', {});
    expect(api.command).toHaveBeenCalledTimes(1);
    expect(commands.refused().size).toBe(0);
  });

  it('is refused during another one, which continues', async () => {
    api.command.mockReturnValue(new Promise(() => undefined));
    void commands.run(aJob(), 'priority', { priority: 5 });
    await commands.run(aJob(), 'move', { queue: 'night' });
    expect(api.command).toHaveBeenCalledTimes(1);
    expect(commands.refused().get(JOB_ID)).toEqual({
      action: 'move',
      detail: 'Changing priority is still under way.',
      unanswered: false,
    });
    expect(inFlight()).toEqual({ action: 'priority', seq: null });
  });

  it('is sent after an accepted clean, although its runner is away', async () => {
    api.command.mockResolvedValueOnce(accepted(11)).mockResolvedValueOnce(accepted(12));
    api.job.mockResolvedValue(aCancelledJob({ pending_action: 'cleaning', last_seq: 11 }));
    await commands.run(aCancelledJob(), 'clean', { what: 'work_dir' });
    await commands.run(aCancelledJob(), 'rerun', {});
    expect(api.command).toHaveBeenLastCalledWith(JOB_ID, 'rerun', {}, expect.any(String));
    expect(inFlight()).toEqual({ action: 'rerun', seq: 12 });
    expect(commands.refused().size).toBe(0);
  });
});
