/** The words and the bill in the reply to a chat completion. */
import { asObject, jsonObject } from '../json.ts';
import type { Usage } from '../reasoner.ts';
import type { Price } from './settings.ts';

export interface Completion {
  readonly text: string;
  readonly usage: Usage | null;
}

/** Null for what is no chat completion. A model that says nothing, or refuses, has spoken. */
export function completionIn(reply: string, price: Price | null): Completion | null {
  const body = jsonObject(reply);
  const message = Array.isArray(body?.choices) ? asObject(asObject(body.choices[0])?.message) : null;
  const text = message && textIn(message);
  return text === null ? null : { text, usage: usageIn(asObject(body?.usage), price) };
}

function textIn(message: Readonly<Record<string, unknown>>): string | null {
  const { content, refusal } = message;
  const said = contentText(content ?? refusal ?? '');
  if (said === null) return null;
  // Servers with a reasoning parser cut the thought out of the words; the answer's form has it in.
  const thought = message.reasoning_content ?? message.reasoning;
  return typeof thought === 'string' && thought !== '' ? `<think>${thought}</think>${said}` : said;
}

/** Text, or a list of parts of which some are text. */
function contentText(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  const texts = content.map((part) => asObject(part)?.text);
  return texts.filter((text) => typeof text === 'string').join('');
}

function usageIn(usage: Readonly<Record<string, unknown>> | null, price: Price | null): Usage | null {
  const [promptTokens, answerTokens] = [usage?.prompt_tokens, usage?.completion_tokens];
  if (!isCount(promptTokens) || !isCount(answerTokens)) return null;
  const cost = price && (promptTokens * price.prompt + answerTokens * price.answer) / 1e6;
  return { promptTokens, answerTokens, cost };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
