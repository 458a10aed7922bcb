/**
 * Texts about tasks' resources, for the page and the command line. Like the page's other texts, this file does not
 * import zod.
 */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Returns an amount of memory in bytes as text: "12 GB". Its units are those of Nextflow, where 1 GB is 1024³ bytes. */
export function memoryText(n: number): string {
  const unit = n < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(n) / 10));
  return `${amountText(n / 1024 ** unit)} ${UNITS[unit]!}`;
}

/** Returns a number with one decimal if it is below 100, and with two if it is below 1: "9.3", "0.04", "412", "< 0.01". */
export function amountText(n: number): string {
  if (n > 0 && n < 0.005) return '< 0.01';
  const digits = n >= 100 ? 0 : n >= 1 ? 1 : 2;
  return String(Number(n.toFixed(digits)));
}

/**
 * Returns the smallest, the middle and the greatest value as text, or one value if they read alike; a dash if none is
 * known.
 */
export function spreadText(
  spread: { readonly min: number; readonly median: number; readonly max: number } | null,
  textOf: (value: number) => string,
): string {
  if (spread === null) return '–';
  const texts = [spread.min, spread.median, spread.max].map(textOf);
  return new Set(texts).size === 1 ? texts[0]! : texts.join(' · ');
}

/** Returns hours of CPUs or memory as text: "11.5 used, 24 requested", with a dash for an unknown value. */
export const hoursText = ({ requested, used }: { readonly requested: number | null; readonly used: number | null }) =>
  `${used === null ? '–' : amountText(used)} used, ${requested === null ? '–' : amountText(requested)} requested`;

interface FootprintFigures {
  readonly cost: number | null;
  readonly energy_kwh: number | null;
  readonly co2e_g: number | null;
}

const G_PER_KG = 1000;

/** Returns the known figures of cost, energy and carbon footprint, each with its title: "Cost", "2.88 EUR". */
export function footprintTexts(
  { cost, energy_kwh, co2e_g }: FootprintFigures,
  currency: string | null,
): (readonly [title: string, text: string])[] {
  const kilograms = (co2e_g ?? 0) >= G_PER_KG;
  return [
    ...(cost === null ? [] : [['Cost', `${moneyText(cost)} ${currency ?? ''}`.trim()] as const]),
    ...(energy_kwh === null ? [] : [['Energy', `${amountText(energy_kwh)} kWh`] as const]),
    ...(co2e_g === null
      ? []
      : [
          [
            'Carbon footprint',
            kilograms ? `${amountText(co2e_g / G_PER_KG)} kg CO2e` : `${amountText(co2e_g)} g CO2e`,
          ] as const,
        ]),
  ];
}

const moneyText = (amount: number): string => (amount > 0 && amount < 0.005 ? '< 0.01' : amount.toFixed(2));

/** Returns a price or factor of the footprint as text: "PUE: 1.56 (average of …)". */
export const factorText = (factor: {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
}): string => `${factor.label}: ${`${String(factor.value)} ${factor.unit}`.trim()} (${factor.source})`;
