import type { ComponentType } from '@angular/cdk/portal';
import { DOCUMENT, inject, Injector, Service } from '@angular/core';
import { isGone, reloadIfAnswered } from './stale-page.ts';
import type { SheetOpener, SheetOptions } from './sheet-opener.ts';

/** A component, or a function that imports it on first use. */
type Opened = ComponentType<unknown> | Promise<ComponentType<unknown>>;

/** Opens a component as a dialog, or at phone width as a bottom sheet. */
@Service()
export class Sheets {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private opened = 0;

  /** Resolves with the result, or with `undefined` if it was dismissed. */
  async open<R>(
    component: Opened,
    data: unknown,
    options: SheetOptions | Promise<SheetOptions>,
  ): Promise<R | undefined> {
    this.opened++;
    try {
      const [loaded, opener, loadedOptions] = await Promise.all([component, this.prepare(), options]);
      return await this.injector.get(opener).open<R>(loaded, data, loadedOptions);
    } catch (error) {
      if (isGone(error)) void reloadIfAnswered(this.document);
      throw error;
    } finally {
      this.opened--;
    }
  }

  /** Preloads the code that opens dialogs. */
  async prepare(): Promise<typeof SheetOpener> {
    return (await import('./sheet-opener.ts')).SheetOpener;
  }

  /** Whether a dialog is open or being loaded. */
  get isOpen(): boolean {
    return this.opened > 0;
  }
}
