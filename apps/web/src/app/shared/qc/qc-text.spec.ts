import { metricText } from './qc-text.ts';

describe('the value of a metric', () => {
  const none = { value: null, unit: null, verdict: null, warn: null, fail: null };
  const warn = { below: 1.5 };

  it.each([
    ['that was measured', { ...none, value: 73.434, unit: '×' }, '73.43\u00a0×'],
    ['that is small', { ...none, value: 0.003_44 }, '0.0034'],
    ['that has a limit and is missing', { ...none, verdict: 'warn', warn }, 'not measured'],
    ['that has a limit and does not apply', { ...none, warn }, 'not applicable'],
    ['without a value', none, '–'],
  ] as const)('%s reads correctly', (_, metric, text) => {
    expect(metricText(metric)).toBe(text);
  });
});
