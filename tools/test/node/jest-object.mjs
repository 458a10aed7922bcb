import { ModernFakeTimers } from '@jest/fake-timers';

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'Date'];
const real = Object.fromEntries(TIMERS.map((name) => [name, globalThis[name]]));
const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });

// The runner's own timers lack settings, and the code that waits for promises.
Object.assign(globalThis.jest, {
  useFakeTimers: (settings) => timers.useFakeTimers(settings),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (milliseconds) => timers.advanceTimersByTime(milliseconds),
  advanceTimersByTimeAsync: (milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
  runAllTimersAsync: () => timers.runAllTimersAsync(),
});

/** Runs before each spec of a process, which starts with the timers of Node regardless of the previous spec. */
export default () => {
  timers.useRealTimers();
  Object.assign(globalThis, real);
};
