interface ProcessOptions {
  /** Whether faults apply to it. Clients and Nextflow have separate faults. */
  readonly isMortal: boolean;
  readonly onDeath?: () => void;
}

/** Simulated operating-system process. Its code stops at its next call once it is dead. */
export class Process {
  readonly name: string;
  readonly isMortal: boolean;
  readonly #onDeath: (() => void) | undefined;
  #isAlive = true;

  constructor(name: string, { isMortal, onDeath }: ProcessOptions) {
    this.name = name;
    this.isMortal = isMortal;
    this.#onDeath = onDeath;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  die(): void {
    this.#isAlive = false;
    this.#onDeath?.();
  }
}
