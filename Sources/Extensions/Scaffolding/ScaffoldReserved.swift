/// Words that can't name a Python module of an extension.
enum ScaffoldReserved {
    /// Why a word is taken, nil where it isn't.
    static func reason(_ module: String) -> String? {
        if words(keywords).contains(module) { return "`\(module)` is a word of Python's own language" }
        if words(library).contains(module) { return "it would hide Python's own module `\(module)`" }
        if words(platform).contains(module) { return "the platform or the workflow's own file uses `\(module)`" }
        return nil
    }

    private static func words(_ text: StaticString) -> Set<String> {
        Set("\(text)".split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let keywords: StaticString = """
        and as assert async await break case class continue def del elif else except finally for from global if import \
        in is lambda match nonlocal not or pass raise return try while with yield
        """

    /// The modules that come with Python 3.8 to 3.13.
    private static let library: StaticString = """
        abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 \
        calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser \
        contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis \
        distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions \
        ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http \
        idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale \
        logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis \
        nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools \
        pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc \
        pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select \
        selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile \
        sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig \
        syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize tomllib \
        trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings \
        wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
        """

    /// Packages that DAG files import, names of the workflow's own file, and modules that lie beside the code.
    private static let platform: StaticString = """
        airflow kaapana kaapanapy task_api task_api_operators kubernetes requests pydantic dag args ui_forms days_ago \
        get_input put_results clean dicom_series masks thresholding run_notebook summarize
        """
}
