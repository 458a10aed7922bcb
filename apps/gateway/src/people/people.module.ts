import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.ts';

/** Names of people and their tokens. */
@Module({ controllers: [PeopleController] })
export class PeopleModule {}
