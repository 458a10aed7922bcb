import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });

// jsdom lays nothing out: without a size nothing counts as focusable
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { value: 1 });
window.matchMedia = () => ({ matches: false }) as MediaQueryList;
