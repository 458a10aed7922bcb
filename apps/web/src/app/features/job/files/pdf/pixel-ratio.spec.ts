import { pixelRatio } from './pixel-ratio.ts';

describe('the pixel ratio of a drawn page', () => {
  it('is that of the screen', () => {
    expect(pixelRatio({ width: 800, height: 1100 }, 2)).toBe(2);
  });

  it('never exceeds what a browser draws, also for a page of many metres', () => {
    const page = { width: 14_400, height: 14_400 };
    const ratio = pixelRatio(page, 3);
    expect(page.width * ratio * page.height * ratio).toBeLessThanOrEqual(16e6 + 1);
  });
});
