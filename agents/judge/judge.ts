/** A language model behind an OpenAI-compatible server that reads thoughts. It sees no picture. */
import { HarnessError } from '../../harness/errors.ts';
import { parseAddress, readOptions } from '../address.ts';
import type { HttpClient } from '../reasoners/http/client.ts';
import { clientOf, complete } from '../reasoners/openai/chat.ts';
import { findModel } from '../reasoners/openai/models.ts';
import { OPENAI_OPTIONS } from '../reasoners/openai/options.ts';
import { chatBody } from '../reasoners/openai/request.ts';
import { type Settings, settingsOf } from '../reasoners/openai/settings.ts';
import { NONE } from '../reasoners/option-values.ts';
import { PATIENCE } from '../reasoners/patience.ts';
import { judgePrompt } from './prompt.ts';
import type { Reasoned } from './reasoned.ts';
import { type Verdict, verdictIn } from './verdict.ts';

const { model, max_tokens, apiKeyEnv } = OPENAI_OPTIONS;
const JUDGE_OPTIONS = { model, max_tokens, apiKeyEnv, ...PATIENCE };
/** Not for the user to change: the same thought has the same verdict, as far as the server can. */
const FIXED = { temperature: '0', seed: NONE };

/**
 * Asks the server for its models.
 * @param text `openai@http://host:8000/v1?model=NAME`
 * @throws `E_USAGE` for another kind of judge; otherwise as `openAiSource`
 */
export async function openJudge(text: string, environment: NodeJS.ProcessEnv = process.env): Promise<Judge> {
  const address = parseAddress(text);
  if (address.name !== 'openai') {
    const message = `--judge: expected openai@http://host:8000/v1?model=NAME, got '${address.name}'`;
    throw new HarnessError('E_USAGE', message);
  }
  const options = { ...OPENAI_OPTIONS, ...readOptions(address, JUDGE_OPTIONS), ...FIXED };
  const asked = await settingsOf(address.url, options, environment);
  const client = clientOf(asked);
  const { id } = await findModel(client, asked.model);
  return new Judge({ ...asked, model: id }, client);
}

export class Judge {
  readonly model: string;
  private readonly settings: Settings;
  private readonly client: HttpClient;

  constructor(settings: Settings, client: HttpClient) {
    this.model = settings.model;
    this.settings = settings;
    this.client = client;
  }

  /** Null for a reply that is no verdict. Rejects with what the client throws. */
  async verdict(reasoned: Reasoned): Promise<Verdict | null> {
    const content = [{ type: 'text', text: judgePrompt(reasoned) }];
    const { text } = await complete(this.client, chatBody(this.settings, content, null), null);
    return verdictIn(text);
  }

  /** Whatever is under way ends now. */
  close(): void {
    this.client.close();
  }
}
