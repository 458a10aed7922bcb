import { Gauge, type Registry } from 'prom-client';

interface GaugeOptions {
  readonly name: string;
  readonly help: string;
  /** Reads the value on each scrape; null if it cannot currently be read. */
  readonly read: () => number | null | Promise<number | null>;
}

/** Registers a gauge that is read on each scrape, and omitted while it cannot be read. */
export function gaugeOf(registry: Registry, { name, help, read }: GaugeOptions): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      const value = await read();
      if (value === null) this.remove();
      else this.set(value);
    },
  });
}
