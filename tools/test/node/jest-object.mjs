import { ModernFakeTimers } from '@jest/fake-timers';

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'Date'];
const real = Object.fromEntries(TIMERS.map((name) => [name, globalThis[name]]));
const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });

// Timers of the runner's own lack settings, and what waits for promises too.
Object.assign(globalThis.jest, {
  useFakeTimers: (settings) => timers.useFakeTimers(settings),
  useRealTimers: () => timers.useRealTimers(),
  advanceTimersByTime: (milliseconds) => timers.advanceTimersByTime(milliseconds),
  advanceTimersByTimeAsync: (milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
  runAllTimersAsync: () => timers.runAllTimersAsync(),
});

/** Runs before each spec of a process: it begins with the timers of Node, whatever the one before left behind. */
export default () => {
  timers.useRealTimers();
  Object.assign(globalThis, real);
};
