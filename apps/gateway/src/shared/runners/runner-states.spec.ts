import { MemoryEventLog } from '@reprise/event-log';
import { RunnerStates } from './runner-states.ts';

/** A log that can fail, and hang. */
class FaultyLog extends MemoryEventLog {
  fault: (() => Promise<never>) | null = null;

  override head() {
    return this.fault ? this.fault() : super.head();
  }
}

describe('the states of runners', () => {
  it('are the last known ones, without delay, while the log does not answer', async () => {
    const log = new FaultyLog();
    const states = new RunnerStates(log);
    const later = (seconds: number) => Date.now() + seconds * 1000;
    expect(await states.storageKeys()).toEqual(new Map());
    log.fault = () => Promise.reject(new Error('no answer'));
    await states.read(later(10));
    log.fault = () => new Promise(() => undefined);
    expect(await states.read(later(20))).toEqual(new Map());
    expect(await states.read(later(30))).toEqual(new Map());
  });

  it('are read again once the log answers', async () => {
    const log = new FaultyLog();
    const states = new RunnerStates(log);
    log.fault = () => Promise.reject(new Error('no answer'));
    expect(await states.storageKeys()).toBeUndefined();
    log.fault = null;
    expect(await states.storageKeys()).toEqual(new Map());
  });
});
