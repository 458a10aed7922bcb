import '@angular/compiler';
import { ErrorHandler, forwardRef, NgModule } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';

/** Makes errors in a component fail its test. */
@NgModule({ providers: [{ provide: ErrorHandler, useExisting: forwardRef(() => Rethrow) }] })
class Rethrow implements ErrorHandler {
  handleError(error: unknown): never {
    throw error;
  }
}

TestBed.initTestEnvironment([BrowserTestingModule, Rethrow], platformBrowserTesting(), {
  errorOnUnknownElements: true,
  errorOnUnknownProperties: true,
});

// jsdom computes no layout, and without a size no element counts as focusable
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { value: 1 });
// which jsdom lacks
const none = () => undefined;
const matchMedia = (): Partial<MediaQueryList> => ({
  matches: false,
  addEventListener: none,
  removeEventListener: none,
});
Object.assign(window, { matchMedia });
Object.assign(globalThis, { matchMedia });
