/** The one shape in which a failure reaches a page, the JSON API or the terminal. */
export interface AppErrorShape {
  /** Stable code such as `E-AUTH-PASS`. */
  readonly code: string
  /** What happened, naming the thing it happened to. */
  readonly message: string
  /** The likely cause and what to do next. */
  readonly hint: string
  /** Evidence, with secrets removed: the server's own words, a path, a line. */
  readonly detail?: string
  /** The page that explains the code. */
  readonly helpPath: string
}

/** An expected failure, already worded for people. Anything else that is thrown is a defect of ours. */
export class AppError extends Error implements AppErrorShape {
  readonly code: string
  readonly hint: string
  readonly detail?: string

  constructor(
    shape: { code: string; message: string; hint: string; detail?: string },
    options?: ErrorOptions,
  ) {
    super(shape.message, options)
    this.name = 'AppError'
    this.code = shape.code
    this.hint = shape.hint
    this.detail = shape.detail
  }

  get helpPath(): string {
    return `/help/${this.code}`
  }

  toJSON(): AppErrorShape {
    const { code, message, hint, detail, helpPath } = this
    return detail === undefined
      ? { code, message, hint, helpPath }
      : { code, message, hint, detail, helpPath }
  }
}
