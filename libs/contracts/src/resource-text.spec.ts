import { amountText, hoursText, memoryText, spreadText } from './resource-text.ts';

describe('texts about resources', () => {
  it.each([
    [0, '0 B'],
    [0.5, '0.5 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [410 * 2 ** 20, '410 MB'],
    [12 * 2 ** 30, '12 GB'],
    [9.34 * 2 ** 30, '9.3 GB'],
    [5000 * 2 ** 40, '5000 TB'],
  ])('names %d bytes in the units of Nextflow', (bytes, text) => {
    expect(memoryText(bytes)).toBe(text);
  });

  it('have as many decimals as are of use', () => {
    const texts = ['0', '< 0.01', '0.01', '0.04', '1.3', '12', '412'];
    expect([0, 0.0049, 0.005, 0.042, 1.26, 12, 412.4].map(amountText)).toEqual(texts);
  });

  it('name one value if all read alike', () => {
    expect(spreadText({ min: 1, median: 2, max: 3 }, String)).toBe('1 · 2 · 3');
    expect(spreadText({ min: 4, median: 4.01, max: 4.04 }, amountText)).toBe('4');
    expect(spreadText(null, String)).toBe('–');
  });

  it('name hours, and a dash for unknown ones', () => {
    expect(hoursText({ requested: 24, used: 11.52 })).toBe('11.5 used, 24 requested');
    expect(hoursText({ requested: null, used: null })).toBe('– used, – requested');
  });
});
