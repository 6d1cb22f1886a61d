/** One chat completion of a server, whatever it is about. */
import { HttpClient } from '../http/client.ts';
import { type Completion, completionIn } from './completion.ts';
import type { Price, Settings } from './settings.ts';

type Server = Pick<Settings, 'base' | 'apiKey' | 'timeoutMs' | 'retries'>;

export function clientOf({ base, apiKey, timeoutMs, retries }: Server): HttpClient {
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  return new HttpClient({ name: 'openai server', base, headers, secret: apiKey, timeoutMs, retries });
}

const PATH = '/chat/completions';

/** @throws `E_POLICY_SERVER` for a reply that is none, and what the client throws */
export async function complete(client: HttpClient, body: object, price: Price | null): Promise<Completion> {
  const reply = await client.postJson(PATH, body);
  const completion = completionIn(reply, price);
  if (completion) return completion;
  throw client.unexpected(PATH, '{"choices": [{"message": {"content": text}}]}', reply);
}
