"""An upload held by the page itself (暂存于页面): between preview and confirmation nothing is written.

The file travels signed in a hidden field, so what is confirmed is what was shown, and what is not
confirmed was never here.
"""

import base64
import zlib

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from workflow.errors import BadInput

MOST = 6 * 1024 * 1024  # characters in the field; the whole form may have 8 MB


def hold(data: bytes, name: str, by: str) -> str:
    """A file as a signed text for whoever acts now; raises ValueError when it is too big for a page."""
    packed = base64.b64encode(zlib.compress(data, 6)).decode("ascii")
    if len(packed) > MOST:
        raise ValueError("文件过大，不能在网页上预览，请由命令行（cadre people import）载入")
    return str(_signer().dumps([packed, name, by]))


def held(text: str, by: str) -> tuple[bytes, str]:
    """The file and its name; raises BadInput when altered or held for somebody else."""
    try:
        packed, name, owner = _signer().loads(text)
    except BadSignature as error:
        raise BadInput("预览的文件标记缺失或有误，请重新选择文件") from error
    if owner != by:
        raise BadInput("预览以后切换过岗位职责，请重新选择文件")
    return zlib.decompress(base64.b64decode(packed)), str(name)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="held")
