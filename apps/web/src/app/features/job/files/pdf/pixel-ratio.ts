/** Maximum number of pixels of a rendered page. On a larger canvas, browsers draw nothing or run out of memory. */
const MAX_PIXELS = 16e6;

/** Returns the canvas pixels per CSS pixel: those of the screen, or fewer for a large page. */
export const pixelRatio = ({ width, height }: { width: number; height: number }, ofScreen: number): number =>
  Math.min(ofScreen, Math.sqrt(MAX_PIXELS / (width * height)));
