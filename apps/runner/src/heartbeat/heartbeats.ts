import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT } from '@reprise/contracts';
import { Leases } from './leases.ts';

/** Hears the heartbeats of all runners, this one's included. */
@Controller()
export class Heartbeats {
  private readonly leases: Leases;

  constructor(leases: Leases) {
    this.leases = leases;
  }

  @EventPattern(HEARTBEAT)
  hear(@Payload() message: unknown): void {
    this.leases.hear(message, Date.now());
  }
}
