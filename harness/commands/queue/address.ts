import { parseQueue, type QueueAddress } from '../../queue/address.ts';

/** @throws HarnessError E_USAGE */
export const queueAddress = (text: string): QueueAddress => parseQueue(text, process.env.HARNESS_REDIS_PASSWORD);
