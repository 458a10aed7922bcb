import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT } from '@reprise/contracts';
import { Runners } from './runners.ts';

@Controller()
export class HeartbeatsController {
  constructor(private readonly runners: Runners) {}

  @EventPattern(HEARTBEAT)
  hear(@Payload() message: unknown): void {
    this.runners.hear(message, Date.now());
  }
}
