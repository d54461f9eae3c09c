"""The end of a bimtek: attendance list, berita acara, signature with lock and snapshot; and the Komitmen Bersama."""
