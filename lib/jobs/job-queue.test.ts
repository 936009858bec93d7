import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { JobQueue } from './job-queue'

/** A job that goes on until it is let go or cancelled, and what it did. */
function heldJob(id: string, lane: string, log: string[]) {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const run = async (signal: AbortSignal) => {
    log.push(`${id} begins${signal.aborted ? ' cancelled' : ''}`)
    if (!signal.aborted) {
      await Promise.race([held, new Promise((resolve) => signal.addEventListener('abort', resolve))])
    }
    log.push(`${id} ends`)
  }
  return { job: { id, lane, run }, release }
}

describe('a queue', () => {
  test('runs one job of each lane at a time, and lanes beside each other', async () => {
    const [queue, log] = [new JobQueue(), [] as string[]]
    const [first, second, other] = [
      heldJob('1', 'prod', log),
      heldJob('2', 'prod', log),
      heldJob('3', 'dev', log),
    ]
    for (const { job } of [first, second, other]) queue.add(job)
    await sleep(5)
    expect(log).toEqual(['1 begins', '3 begins'])
    expect([queue.behind('1'), queue.behind('2'), queue.behind('3')]).toEqual([null, '1', null])
    first.release()
    await queue.wait('1')
    await sleep(5)
    expect(log).toEqual(['1 begins', '3 begins', '1 ends', '2 begins'])
    expect([queue.has('1'), queue.behind('2')]).toEqual([false, null])
    second.release()
    other.release()
    await Promise.all([queue.wait('2'), queue.wait('3')])
  })

  test('goes on after a job that throws, and tells whoever waits', async () => {
    const [queue, log] = [new JobQueue(), [] as string[]]
    queue.add({ id: 'bad', lane: 'prod', run: () => Promise.reject(new Error('no disk')) })
    const next = heldJob('next', 'prod', log)
    queue.add(next.job)
    await expect(queue.wait('bad')).rejects.toThrow('no disk')
    next.release()
    await queue.wait('next')
    expect(log).toEqual(['next begins', 'next ends'])
  })

  test('cancels a job that runs, and lets one that waits say so at once', async () => {
    const [queue, log] = [new JobQueue(), [] as string[]]
    const [first, second] = [heldJob('1', 'prod', log), heldJob('2', 'prod', log)]
    queue.add(first.job)
    queue.add(second.job)
    await sleep(5)
    expect(queue.cancel('2')).toBe(true)
    await queue.wait('2')
    expect(log).toEqual(['1 begins', '2 begins cancelled', '2 ends'])
    expect(queue.cancel('1')).toBe(true)
    await queue.wait('1')
    expect(queue.cancel('1')).toBe(false)
  })

  test('closes when everything in it has ended', async () => {
    const [queue, log] = [new JobQueue(), [] as string[]]
    for (const id of ['1', '2', '3']) queue.add(heldJob(id, 'prod', log).job)
    await sleep(5)
    await queue.close()
    expect(log.filter((line) => line.endsWith('ends'))).toHaveLength(3)
    expect(queue.has('1') || queue.has('2') || queue.has('3')).toBe(false)
  })
})
